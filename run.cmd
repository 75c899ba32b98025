@echo off
rem Starts a modem: run [options of "mbim-emulator run"]. With a command first it is mbim-emulator: run ctl ..., run scenario list.
setlocal
set tool=%~dp0src\MbimEmulator.Tool
set published=%~dp0artifacts\run
set publish=--artifacts-path "%published%\build" -v q --nologo
set native=--use-current-runtime
if not exist "%published%" mkdir "%published%"
dotnet restore "%tool%" %native% %publish% >"%published%\restore.log" 2>&1 || (
  echo run: the packages to compile for this machine cannot be restored; building without them, so it starts a little slower 1>&2
  set native=
)
dotnet publish "%tool%" -c Release %native% %publish% -o "%published%\tool" 1>&2 || exit /b 1
set first=%~1
set command=
if "%first%"=="" set command=run
if "%first:~0,1%"=="-" set command=run
dotnet "%published%\tool\mbim-emulator.dll" %command% %*
