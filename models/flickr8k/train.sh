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

# further NAME FILE MODEL OPTION...: trained further to the last epoch, on eight views of each picture
further() {
  name=$1
  file=$2
  from=$3
  shift 3
  train "$name" "$file" --start-from "$from" --fixed-vocabulary --patience 0 --watch last --views 8 --mirror --licence "$licence" "$@"
}

# mean MODEL OTHER SHARE_OF_THE_OTHER FILE
mean() {
  rm -f "$4"
  captioning average --model "$1" --with "$2" --share "$3" --precision f16 --out "$4"
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
# Two that teach: the one above trained further for CIDEr, and one that learned smoothed labels.
further flickr8k-attention-cider "$out/cider.zip" "$out/words-int8.zip" --objective cider --epochs 5 "$@"
mean "$out/cider.zip" "$out/words-int8.zip" 0.5 "$out/teacher.zip"
train flickr8k-attention-smooth "$out/smooth.zip" --encoder "$out/words-int8.zip" \
  --cell lstm --attention true --epochs 10 --dropout 0.5 --label-smoothing 0.1 --averaging 0.999 --patience 0 --watch loss \
  --views 8 --mirror --licence "$licence" "$@"
# And the one that learns from both, which is then trained for CIDEr itself.
further flickr8k-attention-taught "$out/taught.zip" "$out/smooth.zip" --teacher "$out/teacher.zip" --teacher "$out/smooth.zip" \
  --epochs 12 --learning-rate 5e-4 --dropout 0.4 --averaging 0.999 "$@"
further flickr8k-attention "$out/flickr8k-attention.zip" "$out/taught.zip" --objective cider --epochs 3 \
  --description "LSTM with soft attention over the grid of an encoder tuned on the same pictures, taught by two others; the mean of its weights before and after it was trained for the CIDEr of its own captions." \
  "$@"
mean "$out/flickr8k-attention.zip" "$out/taught.zip" 0.6 "$out/mean.zip"
captioning calibrate --model "$out/mean.zip" --dataset "$dataset" --beam-size 5 --length-penalty 0.95 --no-repeat-trigram --no-immediate-repeat \
  --out "$bundles/flickr8k-attention.zip"
