@echo off
rem Starts a modem: run [options of "mbim-emulator run"].
setlocal
dotnet build "%~dp0src\MbimEmulator.Tool" -c Release -v q --nologo 1>&2 || exit /b 1
dotnet "%~dp0src\MbimEmulator.Tool\bin\Release\net10.0\mbim-emulator.dll" run %*
