"""What captions are like, beside how good they are: one line of JSON.

    java -jar target/captioning.jar evaluate --model MODEL --dataset FOLDER --split val --show 1000 > captions.txt
    python models/flickr8k/habits.py captions.txt FOLDER

Counts the different words and sentences, and gives the shares of captions that nobody said of a training picture, that end in a word
that no English sentence ends in, and that repeat a word at once. Standard library only.
"""

import argparse
import json
import re
from pathlib import Path

FUNCTION_WORDS = set(
    "a an the and or but of in on at to from with by for into onto over under near behind beside between through"
    " is are was were his her its their while as that which who".split()
)


def words(text):
    return re.findall(r"[a-z0-9']+", text.lower())


def training_captions(folder):
    images = set((folder / "Flickr_8k.trainImages.txt").read_text().split())
    lines = (line.split("\t") for line in (folder / "Flickr8k.token.txt").read_text().splitlines())
    return {" ".join(words(text)) for key, text in lines if key.split("#")[0] in images}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("captions", type=Path, help="lines of a picture's name, a tab and a caption; others are passed over")
    parser.add_argument("dataset", type=Path, help="Flickr8k.token.txt and Flickr_8k.trainImages.txt")
    arguments = parser.parse_args()
    captions = [words(line.split("\t")[1]) for line in arguments.captions.read_text().splitlines() if "\t" in line]
    known = training_captions(arguments.dataset)
    share = lambda chosen: round(sum(map(bool, chosen)) / len(captions), 4)
    print(
        json.dumps(
            {
                "captions": len(captions),
                "words": round(sum(map(len, captions)) / len(captions), 2),
                "wordsDistinct": len({word for caption in captions for word in caption}),
                "sentencesDistinct": len({" ".join(caption) for caption in captions}),
                "notInTraining": share(" ".join(caption) not in known for caption in captions),
                "endsInFunctionWord": share(caption[-1] in FUNCTION_WORDS for caption in captions),
                "repeatsAWord": share(any(a == b for a, b in zip(caption, caption[1:])) for caption in captions),
            }
        )
    )


if __name__ == "__main__":
    main()
