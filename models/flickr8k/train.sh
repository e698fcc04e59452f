#!/bin/sh
# Trains the shipped models on Flickr8k, from the root of a checkout after `./mvnw package`:
#   models/flickr8k/train.sh FOLDER_OF_FLICKR8K [OTHER OPTIONS OF train]
# The folder holds images/, Flickr8k.token.txt, Flickr_8k.trainImages.txt and Flickr_8k.devImages.txt.
# The encoders are made by models/encoder: export.py; tune.py with export.py --weights; quantise.py. Python 3.11 puts the last one in. Stopped, the same command goes on.
set -eu
dataset=$1
shift
bundles=src/main/resources/bundles
out=models/flickr8k/out
encoders=models/encoder/out
licence="Research use only: trained on Flickr8k (Hodosh, Young, Hockenmaier 2013), whose pictures and captions are for non-commercial research. Encoder: EfficientNet-Lite0, Apache-2.0"

captioning() {
  ${JAVA:-java} ${CAPTIONING_JAVA_ARGS:--jar target/captioning.jar} "$@"
}

# train NAME FILE OPTION...
train() {
  name=$1
  file=$2
  shift 2
  captioning train \
    --dataset "$dataset" --name "$name" --out "$file" --precision f16 "$@"
}

train flickr8k-rnn "$bundles/flickr8k-rnn.zip" --encoder "$encoders/efficientnet-lite0.onnx" \
  --cell rnn --initial-state affine --epochs 15 --dropout 0.3 --licence "$licence." \
  --description "Vanilla RNN on the mean feature vector, h0 by an affine layer: the network of CS231n's third assignment." \
  "$@"

mkdir -p "$out"
licence="$licence, tuned on the same pictures."
train flickr8k-attention-words "$out/flickr8k-attention-words.zip" --encoder "$encoders/tuned.onnx" \
  --cell lstm --attention true --epochs 10 --dropout 0.5 --licence "$licence" \
  --description "LSTM with soft attention over the encoder's grid, trained on people's words." \
  "$@"
# From here on the encoder is in int8.
${PYTHON:-python3} models/encoder/replace.py "$out/flickr8k-attention-words.zip" "$encoders/tuned-int8.onnx" "$out/words-int8.zip"
train flickr8k-attention "$out/flickr8k-attention.zip" --start-from "$out/words-int8.zip" \
  --objective cider --fixed-vocabulary --epochs 5 --patience 0 --watch last --views 8 --mirror --licence "$licence" \
  --description "LSTM with soft attention over the grid of an encoder tuned on the same pictures, trained on people's words; the mean of its weights before and after it was trained for the CIDEr of its own captions." \
  "$@"
rm -f "$out/mean.zip"
captioning average --model "$out/flickr8k-attention.zip" --with "$out/words-int8.zip" --share 0.5 --precision f16 --out "$out/mean.zip"
captioning calibrate --model "$out/mean.zip" --dataset "$dataset" --length-penalty 0.95 --no-repeat-trigram --no-immediate-repeat \
  --out "$bundles/flickr8k-attention.zip"
