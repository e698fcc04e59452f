"""Makes the pictures beside it, and next to each what Pillow makes of it, upright and over white (.ppm).

Run in this folder with Pillow 13 (with WebP) and numpy: python make_images.py
The pictures are drawn by a formula. What Pillow cannot write is patched or put together from chunks.
"""

import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

WIDTH, HEIGHT = 37, 29
Y, X = np.mgrid[0:HEIGHT, 0:WIDTH]
RGB = np.stack([X * 6 + 20, Y * 8 + 10, 128 + 100 * np.sin((X + 2 * Y) / 9)], -1).astype(np.uint8)
ALPHA = np.uint8(np.clip((X + Y) * 5 - 40, 0, 255))
PICTURE = Image.fromarray(RGB)
RGBA = Image.fromarray(np.dstack([RGB, ALPHA]))


def over_white(image):
    image = ImageOps.exif_transpose(image).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def keep(name, data, expected=None):
    open(name, "wb").write(data)
    if expected is None:
        expected = over_white(Image.open(io.BytesIO(data)))
    expected.save(name.rsplit(".", 1)[0] + ".ppm")


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def orientation(value):
    exif = Image.Exif()
    exif[0x0112] = value
    return exif.tobytes()


def jpegs():
    keep("jpeg-baseline.jpg", encoded(PICTURE, "JPEG", quality=90))
    keep("jpeg-grey.jpg", encoded(PICTURE.convert("L"), "JPEG", quality=90))
    keep("jpeg-progressive.jpg", encoded(PICTURE, "JPEG", quality=90, progressive=True))
    keep("jpeg-rgb.jpg", encoded(PICTURE, "JPEG", quality=95, keep_rgb=True))
    full = encoded(PICTURE, "JPEG", quality=90, subsampling=0)
    length = struct.unpack(">H", full[4:6])[0]
    keep("jpeg-without-jfif.jpg", full[:2] + full[4 + length :])
    keep("jpeg-broken-profile.jpg", encoded(PICTURE, "JPEG", quality=90, icc_profile=b"\0\0\0\x90no profile" * 9))
    inks = PICTURE.convert("CMYK")
    inks.putdata([(c // 2, m // 2, y // 2, (x * 3) % 120) for x, (c, m, y, k) in enumerate(inks.getdata())])
    cmyk = encoded(inks, "JPEG", quality=95)
    keep("jpeg-cmyk.jpg", cmyk)
    # Pillow writes no YCCK: the first three channels are turned into YCbCr, and the marker says so.
    cmy = Image.fromarray(np.asarray(inks)[..., :3])
    ycc = np.asarray(cmy.convert("YCbCr"))
    ycck = np.dstack([ycc, np.asarray(inks)[..., 3]])
    # Pillow inverts what it writes; the chroma channels are inverted back around 128.
    data = bytearray(encoded(Image.fromarray(ycck, "CMYK"), "JPEG", quality=95))
    data[data.index(b"Adobe") + 11] = 2
    keep("jpeg-ycck.jpg", bytes(data))


def orientations():
    """Eight files of one upright picture: each stores it as its orientation says."""
    T = Image.Transpose
    stored = [None, T.FLIP_LEFT_RIGHT, T.ROTATE_180, T.FLIP_TOP_BOTTOM, T.TRANSPOSE, T.ROTATE_90, T.TRANSVERSE, T.ROTATE_270]
    for value, how in enumerate(stored, 1):
        turned = PICTURE if how is None else PICTURE.transpose(how)
        exif = orientation(value)
        keep(f"orientation-{value}.jpg", encoded(turned, "JPEG", quality=95, subsampling=0, exif=exif))
    turned = PICTURE.transpose(stored[5])
    keep("orientation-png.png", encoded(turned, "PNG", exif=orientation(6)))
    keep("orientation-webp.webp", encoded(turned, "WEBP", lossless=True, exif=orientation(6)))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(samples, colour_type, *extra):
    """A PNG of 16 bits a sample; samples: (H, W) or (H, W, C)"""
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, colour_type, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *extra, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def pngs():
    keep("png-rgb.png", encoded(PICTURE, "PNG"))
    keep("png-rgba.png", encoded(RGBA, "PNG"))
    keep("png-grey.png", encoded(PICTURE.convert("L"), "PNG"))
    keep("png-grey-alpha.png", encoded(RGBA.convert("LA"), "PNG"))
    keep("png-bits.png", encoded(PICTURE.convert("1"), "PNG"))
    palette = PICTURE.quantize(13)
    keep("png-palette.png", encoded(palette, "PNG"))
    keep("png-palette-transparent.png", encoded(palette, "PNG", transparency=bytes(range(0, 247, 19))))
    keep("png-rgb-transparent.png", encoded(PICTURE, "PNG", transparency=tuple(int(v) for v in RGB[3, 4])))
    # The high byte of 16 bits is the picture, as Pillow has it for RGB; its grey ones it does not scale.
    keep("png-rgb-16.png", png(RGB.astype(int) * 256 + 77, 2), PICTURE)
    keep("png-rgba-16.png", png(np.dstack([RGB, ALPHA]).astype(int) * 256 + 77, 6), over_white(RGBA))
    grey = RGB[..., 2]
    keep("png-grey-16.png", png(grey.astype(int) * 256 + 77, 0), Image.fromarray(grey).convert("RGB"))


def gifs():
    palette = PICTURE.quantize(30)
    later = Image.new("P", palette.size, 3)
    keep("gif-animated.gif", encoded(palette, "GIF", save_all=True, append_images=[later], comment=b"two frames"))
    keep("gif-transparent.gif", encoded(palette, "GIF", transparency=7))
    inset = bytearray(encoded(palette, "GIF"))
    struct.pack_into("<HH", inset, 6, 50, 40)
    struct.pack_into("<HH", inset, inset.index(b"," + struct.pack("<HHHH", 0, 0, WIDTH, HEIGHT)) + 1, 5, 8)
    expected = Image.new("RGB", (50, 40), "white")
    expected.paste(palette.convert("RGB"), (5, 8))
    keep("gif-inset.gif", bytes(inset), expected)


def bmps():
    keep("bmp-24.bmp", encoded(PICTURE, "BMP"))
    keep("bmp-palette.bmp", encoded(PICTURE.quantize(30), "BMP"))
    keep("bmp-bits.bmp", encoded(PICTURE.convert("1"), "BMP"))
    pixels = np.dstack([RGB[..., ::-1], np.zeros_like(ALPHA)])
    header = struct.pack("<IiiHHIIiiII", 40, WIDTH, -HEIGHT, 1, 32, 0, 0, 0, 0, 0, 0)
    start = struct.pack("<2sIHHI", b"BM", 54 + pixels.size, 0, 0, 54)
    keep("bmp-32-from-the-top.bmp", start + header + pixels.tobytes(), PICTURE)
    keep("bmp-alpha.bmp", encoded(RGBA, "BMP"))


def webps():
    keep("webp-lossy.webp", encoded(PICTURE, "WEBP", quality=90))
    keep("webp-lossy-alpha.webp", encoded(RGBA, "WEBP", quality=90))
    keep("webp-lossless.webp", encoded(PICTURE, "WEBP", lossless=True))
    keep("webp-lossless-alpha.webp", encoded(RGBA, "WEBP", lossless=True, exact=True))
    later = Image.new("RGB", PICTURE.size, "red")
    keep("webp-animated.webp", encoded(PICTURE, "WEBP", save_all=True, append_images=[later], lossless=True))


for make in (jpegs, orientations, pngs, gifs, bmps, webps):
    make()
