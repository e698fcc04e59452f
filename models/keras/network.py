"""The layers of two small networks: as Keras 2 describes them, as it stores them, and as they compute."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def initializer(name, **config):
    return {"module": "keras.initializers", "class_name": name, "config": config, "registered_name": None}


GLOROT, ZEROS, ONES = initializer("GlorotUniform", seed=None), initializer("Zeros"), initializer("Ones")
RELU = lambda x: np.maximum(x, 0)
LINEAR = lambda x: x
ACTIVATIONS = {"relu": RELU, "tanh": np.tanh, "linear": LINEAR,
               "softmax": lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum()}


class Layer:
    def __init__(self, kind, name, weights=None, **config):
        self.kind, self.name, self.weights = kind, name, weights or {}
        self.config = {"name": name, "trainable": True, "dtype": "float32", **config}

    def __call__(self, x):
        """x of shape (H, W, C), or (D)"""
        w = {name: value.astype(np.float64) for name, value in self.weights.items()}
        activation = ACTIVATIONS[self.config.get("activation", "linear")]
        match self.kind:
            case "Conv2D":
                return activation(np.einsum("yxchw,hwcd->yxd", self.windows(x), w["kernel"]) + w["bias"])
            case "DepthwiseConv2D":
                return activation(np.einsum("yxchw,hwcm->yxc", self.windows(x), w["depthwise_kernel"]) + w["bias"])
            case "BatchNormalization":
                return (x - w["moving_mean"]) / np.sqrt(w["moving_variance"] + self.config["epsilon"]) * w["gamma"] + w["beta"]
            case "Activation":
                return activation(x)
            case "MaxPooling2D":
                return sliding_window_view(x, (2, 2), (0, 1))[::2, ::2].max((-2, -1))
            case "GlobalAveragePooling2D":
                return x.mean((0, 1))
            case "Flatten":
                return x.reshape(-1)
            case "Dense":
                return activation(x @ w["kernel"] + w["bias"])
        raise ValueError(self.kind)

    def windows(self, x):
        """Of shape (H', W', C, h, w); "same" pads as TensorFlow does: one more below and to the right."""
        size, stride = self.config["kernel_size"], self.config["strides"]
        if self.config["padding"] == "same":
            pads = []
            for n, k, s in zip(x.shape, size, stride):
                total = max((-(-n // s) - 1) * s + k - n, 0)
                pads.append((total // 2, total - total // 2))
            x = np.pad(x, [*pads, (0, 0)])
        return sliding_window_view(x, tuple(size), (0, 1))[:: stride[0], :: stride[1]]


class Weights:
    """Drawn, each small enough for what goes into it."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def draw(self, *shape, scale=1.0, around=0.0):
        return (around + scale * self.random.standard_normal(shape)).astype(np.float32)

    def conv(self, name, size, channels, filters, strides, padding, activation, scale=1.0):
        scale /= np.sqrt(size * size * channels)
        weights = {"kernel": self.draw(size, size, channels, filters, scale=scale), "bias": self.draw(filters, scale=0.1)}
        return Layer("Conv2D", name, weights, filters=filters, **convolution(size, strides, padding, activation),
                     groups=1, kernel_initializer=GLOROT, kernel_regularizer=None, kernel_constraint=None)

    def depthwise(self, name, size, channels):
        weights = {"depthwise_kernel": self.draw(size, size, channels, 1, scale=1 / size), "bias": self.draw(channels, scale=0.1)}
        return Layer("DepthwiseConv2D", name, weights, **convolution(size, 1, "same", "linear"), depth_multiplier=1,
                     depthwise_initializer=GLOROT, depthwise_regularizer=None, depthwise_constraint=None)

    def batch_norm(self, name, channels):
        weights = {"gamma": self.draw(channels, scale=0.1, around=1), "beta": self.draw(channels, scale=0.1),
                   "moving_mean": self.draw(channels, scale=0.1),
                   "moving_variance": np.abs(self.draw(channels, scale=0.1, around=1))}
        return Layer("BatchNormalization", name, weights, axis=[3], momentum=0.99, epsilon=0.001, center=True, scale=True,
                     beta_initializer=ZEROS, gamma_initializer=ONES, moving_mean_initializer=ZEROS,
                     moving_variance_initializer=ONES, beta_regularizer=None, gamma_regularizer=None,
                     beta_constraint=None, gamma_constraint=None)

    def dense(self, name, inputs, units, activation):
        weights = {"kernel": self.draw(inputs, units, scale=1 / np.sqrt(inputs)), "bias": self.draw(units, scale=0.1)}
        return Layer("Dense", name, weights, units=units, activation=activation, use_bias=True,
                     kernel_initializer=GLOROT, bias_initializer=ZEROS, kernel_regularizer=None,
                     bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)


def convolution(size, strides, padding, activation):
    return dict(kernel_size=[size, size], strides=[strides, strides], padding=padding, data_format="channels_last",
                dilation_rate=[1, 1], activation=activation, use_bias=True, bias_initializer=ZEROS,
                bias_regularizer=None, activity_regularizer=None, bias_constraint=None)


def max_pooling(name):
    return Layer("MaxPooling2D", name, pool_size=[2, 2], padding="valid", strides=[2, 2], data_format="channels_last")
