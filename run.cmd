@echo off
rem Starts a modem: run [options of "mbim-emulator run"]. With a command first it is mbim-emulator: run ctl ..., run scenario list.
setlocal
set tool=%~dp0src\MbimEmulator.Tool
set published=%~dp0artifacts\run
if not exist "%published%\tool\mbim-emulator.dll" echo run: building the tool, once (about half a minute on an idle machine) 1>&2
dotnet publish "%tool%" -c Release --artifacts-path "%published%\build" -o "%published%\tool" -v q --nologo ^
  -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false -p:NuGetAudit=false 1>&2 || exit /b 1
set first=%~1
set command=
if "%first%"=="" set command=run
if "%first:~0,1%"=="-" set command=run
rem --help and --version alone are those of the whole tool.
if "%~2"=="" for %%o in (--help -h -? --version) do if "%first%"=="%%o" set command=
set MBIM_EMULATOR_CALLED_AS=run
dotnet "%published%\tool\mbim-emulator.dll" %command% %*
