"""The figures of the lesson ``mini-batch``, one file each."""
