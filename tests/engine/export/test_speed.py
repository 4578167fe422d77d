from fstrn_gui.engine.export.speed import Speed


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def frames(speed: Speed, clock: Clock, count: int, each_s: float) -> None:
    for _ in range(count):
        clock.now_s += each_s
        speed.frame()


def test_speed_is_unknown_at_first() -> None:
    assert Speed(Clock()).fps == 0.0


def test_speed_counts_frames_a_second() -> None:
    clock = Clock()
    speed = Speed(clock)

    frames(speed, clock, 10, each_s=0.5)

    assert speed.fps == 2.0


def test_only_the_last_minute_counts() -> None:
    clock = Clock()
    speed = Speed(clock)

    frames(speed, clock, 10, each_s=50.0)
    frames(speed, clock, 70, each_s=1.0)

    assert speed.fps == 1.0


def test_a_pause_does_not_count() -> None:
    clock = Clock()
    speed = Speed(clock)
    frames(speed, clock, 4, each_s=0.5)

    clock.now_s += 3600.0
    speed.restart()
    frames(speed, clock, 4, each_s=0.5)

    assert speed.fps == 2.0
