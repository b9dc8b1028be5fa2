"""``python -m usher``: the command ``usher`` where it is not on the path."""

from usher.cli import main

if __name__ == "__main__":
    main()
