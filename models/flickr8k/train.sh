#!/bin/sh
# Trains the two shipped models on Flickr8k, from the root of a checkout after `./mvnw package`:
#   models/flickr8k/train.sh FOLDER_OF_FLICKR8K [OTHER OPTIONS OF train]
# The folder holds images/, Flickr8k.token.txt, Flickr_8k.trainImages.txt and Flickr_8k.devImages.txt.
# The encoder is made by models/encoder/export.py. Stopped, the same command goes on.
set -eu
dataset=$1
shift
licence="Research use only: trained on Flickr8k (Hodosh, Young, Hockenmaier 2013), whose pictures and captions are for non-commercial research. Encoder: EfficientNet-Lite0, Apache-2.0."

train() {
  name=$1
  shift
  ${JAVA:-java} ${CAPTIONING_JAVA_ARGS:--jar target/captioning.jar} train \
    --dataset "$dataset" --name "$name" \
    --encoder models/encoder/out/efficientnet-lite0.onnx \
    --out "src/main/resources/bundles/$name.zip" --precision f16 --licence "$licence" "$@"
}

train flickr8k-rnn --cell rnn --initial-state affine --epochs 15 --dropout 0.3 \
  --description "Vanilla RNN on the mean feature vector, h0 by an affine layer: the network of CS231n's third assignment." \
  "$@"
train flickr8k-lstm --cell lstm --initial-state tanh_with_cell --epochs 20 --dropout 0.5 \
  --description "LSTM on the mean feature vector, hidden state and cell made from it." \
  "$@"
