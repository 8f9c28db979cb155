"""What pip would choose: reads machines as JSON, says for each which lines of requirements.txt on TensorFlow and Keras
apply there, and which of the wheels named are for it. Uses `packaging`, as pip does."""

import json
import re
import sys

from packaging.markers import Marker
from packaging.tags import compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

PLATFORMS = {
    "linux x64": [f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)],
    "linux arm64": [f"manylinux_2_{minor}_aarch64" for minor in range(28, 16, -1)],
    "darwin arm64": list(mac_platforms((13, 0), "arm64")),
    "darwin x64": list(mac_platforms((13, 0), "x86_64")),
    "win32 x64": ["win_amd64"],
}
MACHINES = {"x64": "x86_64", "arm64": "arm64"}


def applies(line: str, machine: dict) -> bool:
    marker = line.split(";", 1)[1].rstrip(" \\") if ";" in line else ""
    arch = "aarch64" if machine["platform"] == "linux" and machine["arch"] == "arm64" else MACHINES[machine["arch"]]
    environment = {
        "python_full_version": f"{machine['python']}.1",
        "python_version": machine["python"],
        "sys_platform": machine["platform"],
        "platform_machine": arch,
    }
    return not marker or Marker(marker).evaluate(environment)


def chosen(wheel: str, python: str, platforms: list[str]) -> bool:
    version = tuple(map(int, python.split(".")))
    tags = set(cpython_tags(version, platforms=platforms)) | set(compatible_tags(version, platforms=platforms))
    return bool(tags & parse_wheel_filename(wheel)[3])


asked = json.load(sys.stdin)
with open("requirements.txt") as file:
    lines = [line.rstrip() for line in file if re.match(r"(tensorflow|tensorflow-cpu|keras)==", line)]
json.dump(
    [
        {
            "required": sorted({line.split("==")[0] for line in lines if applies(line, machine)}),
            "wheels": [
                wheel
                for wheel in asked["wheels"]
                if chosen(wheel, machine["wheelFor"], PLATFORMS[f"{machine['platform']} {machine['arch']}"])
            ],
        }
        for machine in asked["machines"]
    ],
    sys.stdout,
)
