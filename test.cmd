@echo off
rem Builds and runs all tests; the ones with real peers need Linux and are ignored here.
setlocal
cd /d "%~dp0"
dotnet test emulator.sln -c Release --nologo
