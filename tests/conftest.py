"""What holds for all tests."""

from fstrn_gui.engine.cores import let_waiting_threads_sleep

let_waiting_threads_sleep()  # as in the program: tests run beside other things too
