#!/usr/bin/env python3
"""Takes the BTF out of a kernel image: kernel_btf.py IMAGE OUT.

Reads a bzImage, an EFI image or a raw Image; what is compressed inside (gzip, xz, zstd, lz4) is
unpacked with the machine's own tools.  Writes the raw BTF, the bytes of
/sys/kernel/btf/vmlinux.  Exit 1 when there is none.
"""
import struct
import subprocess
import sys

MAGIC = b"\x9f\xeb\x01\x00\x18\x00\x00\x00"
PACKERS = [
    (b"\x1f\x8b\x08", ["gzip", "-dcq"]),
    (b"\xfd7zXZ\x00", ["xz", "-dcq"]),
    (b"\x28\xb5\x2f\xfd", ["zstd", "-dcq"]),
    (b"\x02!L\x18", ["lz4", "-dcq"]),
]


def btf_in(image):
    """The largest well-formed BTF in the bytes; the kernel's own is larger than its modules'."""
    best, at = b"", image.find(MAGIC)
    while at >= 0:
        type_off, type_len, str_off, str_len = struct.unpack_from("<4I", image, at + 8)
        end = at + 24 + max(type_off + type_len, str_off + str_len)
        if type_off == 0 and str_off == type_len and end <= len(image) and end - at > len(best):
            best = image[at:end]
        at = image.find(MAGIC, at + 1)
    return best


def unpacked(image):
    yield image
    for magic, command in PACKERS:
        at = image.find(magic)
        while at >= 0:
            done = subprocess.run(command, input=image[at:], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, check=False)
            if len(done.stdout) > 1 << 20:
                yield done.stdout
            at = image.find(magic, at + 1)


def main():
    with open(sys.argv[1], "rb") as f:
        image = f.read()
    for candidate in unpacked(image):
        btf = btf_in(candidate)
        if len(btf) > 1 << 20:
            with open(sys.argv[2], "wb") as f:
                f.write(btf)
            return 0
    print(f"{sys.argv[1]}: no BTF inside", file=sys.stderr)
    return 1


sys.exit(main())
