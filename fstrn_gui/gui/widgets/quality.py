"""Format and quality of an export: CRF in plain words, each encoder with its own scale."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QWidget

from fstrn_gui.gui import theme
from fstrn_gui.gui.words import translate
from fstrn_gui.media.encoders import Encoder
from fstrn_gui.media.formats import CodecOffer

BEYOND = 4  # CRF steps past the encoder's best and smallest words
USUAL = 1  # which word of the encoder's list: "high"


class QualityField(QWidget):
    """Which codec, and how good; None of either leaves it to the engine.

    `codecs` has a row of its own in the form, above this one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[CodecOffer, ...] = ()
        self._word = USUAL  # of the encoder's list, which the slider is nearest to
        self.codecs = QComboBox()
        self.codecs.setAccessibleName(translate("export", "Format"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(translate("export", "Quality"))
        self._words = QLabel()
        self._words.setMinimumWidth(176)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.slider, 1)
        row.addWidget(self._words)
        self.codecs.currentIndexChanged.connect(self._on_codec)
        self.slider.valueChanged.connect(self._on_slider)

    @property
    def codec(self) -> str | None:
        """What a person calls the codec."""
        offer = self._offer
        return offer.name if offer else None

    @property
    def crf(self) -> int | None:
        """The encoder's CRF; None where it has none."""
        return -self.slider.value() if self._encoder and self._encoder.quality else None

    def set_codecs(
        self,
        offers: Sequence[CodecOffer],
        codec: str | None,
        crf: int | None,
        *,
        instead: str = "",
    ) -> None:
        """What the target's container can hold; the choice stays where it still can be made.

        Where nothing is offered, `instead` says what is written.
        """
        same = tuple(offers) == self._offers and codec == self.codec and crf in (None, self.crf)
        if offers and same:
            return
        word = self._word
        self._offers = tuple(offers)
        self.codecs.blockSignals(True)  # noqa: FBT003 - Qt's own name and order
        self.codecs.clear()
        self.codecs.addItems([label_of(offer) for offer in offers] or [instead])
        names = [offer.name for offer in offers]
        self.codecs.setCurrentIndex(names.index(codec) if codec in names else 0)
        self.codecs.blockSignals(False)  # noqa: FBT003
        self.codecs.setEnabled(bool(offers))
        self.setEnabled(bool(offers))
        self._set_scale(word, crf)

    def _on_codec(self) -> None:
        self._set_scale(self._word, None)
        self.changed.emit()

    def _on_slider(self) -> None:
        self._say()
        self.changed.emit()

    @property
    def _offer(self) -> CodecOffer | None:
        row = self.codecs.currentIndex()
        return self._offers[row] if 0 <= row < len(self._offers) else None

    @property
    def _encoder(self) -> Encoder | None:
        return self._offer.encoder if self._offer else None

    def _set_scale(self, word: int, crf: int | None) -> None:
        """The slider over the encoder's own range, better to the right."""
        encoder = self._encoder
        scale = [value for _, value in encoder.quality] if encoder else []
        self.slider.setVisible(bool(scale))
        if scale:
            self.slider.blockSignals(True)  # noqa: FBT003
            self.slider.setRange(-max(scale) - BEYOND, -min(scale) + BEYOND)
            self.slider.setValue(-(scale[word] if crf is None else crf))
            self.slider.blockSignals(False)  # noqa: FBT003
        self._say()

    def _say(self) -> None:
        encoder, lossless = self._encoder, translate("export", "lossless")
        if encoder is None:
            self._words.setText(lossless if self.codecs.currentText() else "")
        elif not encoder.quality:
            self._words.setText(lossless if encoder.lossless else translate("export", "very good"))
        else:
            crf = -self.slider.value()
            distances = [abs(value - crf) for _, value in encoder.quality]
            self._word = distances.index(min(distances))
            self._words.setText(f"{quality_word(encoder.quality[self._word][0])} (CRF {crf})")


def label_of(offer: CodecOffer) -> str:
    """What the list of codecs says."""
    automatic = translate("export", "Automatic ({codec})")
    label = offer.encoder.label
    return label if offer.name else automatic.format(codec=label)


def quality_word(word: str) -> str:
    """An encoder's word for a quality, in the window's language."""
    return {
        "visually lossless": translate("export", "visually lossless"),
        "high": translate("export", "very good"),
        "good": translate("export", "good"),
        "small": translate("export", "small file"),
    }.get(word, word)
