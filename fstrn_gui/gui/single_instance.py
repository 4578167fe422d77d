"""One window a person: a second start hands its files to the first and ends."""

import getpass
import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1000


def server_name() -> str:
    """Of this person's window."""
    return f"fstrn-gui-{getpass.getuser()}"


def hand_over(paths: list[Path], name: str) -> bool:
    """Give files to the window that runs already; False where none does."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(WAIT_MS):
        return False
    names = [str(path.absolute()) for path in paths]
    socket.write(json.dumps(names).encode())
    socket.flush()
    socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return socket.state() is QLocalSocket.LocalSocketState.UnconnectedState or bool(
        socket.waitForDisconnected(WAIT_MS)
    )


class Doorkeeper(QObject):
    """Listens for later starts."""

    paths_given = Signal(object)  # list[Path], empty where a person only started it again

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._callers: list[QLocalSocket] = []
        QLocalServer.removeServer(name)  # left by a window that died; a living one was asked before
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(name)

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            socket.disconnected.connect(self._on_end)
            self._callers.append(socket)
        else:
            self._read(socket)

    def _on_end(self) -> None:
        gone = QLocalSocket.LocalSocketState.UnconnectedState
        ended = [socket for socket in self._callers if socket.state() is gone]
        self._callers = [socket for socket in self._callers if socket not in ended]
        for socket in ended:
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        try:
            names = json.loads(bytes(socket.readAll().data()))
        except ValueError:
            names = None  # not one of ours
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            self.paths_given.emit([Path(name) for name in names])
