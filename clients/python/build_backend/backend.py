"""Builds the package with nothing but the standard library, so that "pip install" needs no network (PEP 517 and 660).

mbn.py is one file that can be copied anywhere; in the wheel it is a package, because only packages can say that they have type hints (PEP 561).
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import io
import os
import pathlib
import tarfile
import zipfile
from typing import Any, Optional

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ("README.md", "LICENSE", "pyproject.toml", "mbn.py", "build_backend/backend.py")


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Optional[str] = None) -> str:
    files = {"mbn/__init__.py": (ROOT / "mbn.py").read_bytes(), "mbn/py.typed": b""}
    files.update({f"mbim_emulator/{path.name}": path.read_bytes() for path in _package()})
    return _write_wheel(wheel_directory, files)


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: Optional[str] = None) -> str:
    return _write_wheel(wheel_directory, {"mbim_emulator.pth": f"{ROOT}\n".encode()})


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    project = _project()
    name = f"mbim_emulator-{project['version']}"
    with tarfile.open(os.path.join(sdist_directory, f"{name}.tar.gz"), "w:gz", format=tarfile.PAX_FORMAT) as archive:
        paths = [ROOT / source for source in SOURCES] + _package()
        contents = [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in paths]
        for path, content in [*contents, ("PKG-INFO", _metadata(project))]:
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return f"{name}.tar.gz"


def _package() -> list[pathlib.Path]:
    return sorted(path for path in (ROOT / "mbim_emulator").iterdir() if path.suffix in (".py", ".typed"))


def _project() -> dict[str, str]:
    # What pyproject.toml uses of TOML is read alike by configparser; Python before 3.11 has no reader of TOML.
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = {key: value.strip('"') for key, value in parser["project"].items()}
    plugins = parser["project.entry-points.pytest11"].items()
    project["entry_points"] = "[pytest11]\n" + "".join(f"{key} = {value.strip(chr(34))}\n" for key, value in plugins)
    return project


def _metadata(project: dict[str, str]) -> bytes:
    head = {
        "Metadata-Version": "2.1", "Name": project["name"], "Version": project["version"], "Summary": project["description"], "License": "MIT",
        "Requires-Python": project["requires-python"], "Classifier": "Framework :: Pytest", "Description-Content-Type": "text/markdown",
    }
    return ("".join(f"{key}: {value}\n" for key, value in head.items()) + "\n" + (ROOT / "README.md").read_text(encoding="utf-8")).encode()


def _write_wheel(directory: str, files: dict[str, bytes]) -> str:
    project = _project()
    info = f"mbim_emulator-{project['version']}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": _metadata(project),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: mbim-emulator\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": project["entry_points"].encode(),
        f"{info}/LICENSE": (ROOT / "LICENSE").read_bytes(),
    }
    record = "".join(f"{path},sha256={_digest(content)},{len(content)}\n" for path, content in files.items()) + f"{info}/RECORD,,\n"
    name = f"mbim_emulator-{project['version']}-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(directory, name), "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in [*files.items(), (f"{info}/RECORD", record.encode())]:
            # The same sources give the same bytes.
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return name


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
