@echo off
rem Makes the packages, the tool and an archive of the tool in artifacts\packages.
setlocal
set root=%~dp0
set feed=%root%artifacts\packages
set build=-c Release --artifacts-path "%root%artifacts\pack" -v q --nologo -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false
if exist "%feed%" rmdir /s /q "%feed%"
mkdir "%feed%"
echo pack: building for .NET 8 and .NET 10 (one to three minutes) 1>&2
dotnet build "%root%src\Pack.proj" -t:Pack %build% -p:Configuration=Release -p:Feed="%feed%" 1>&2 || exit /b 1
for %%f in ("%feed%\mbim-emulator.*.nupkg") do set version=%%~nf
set version=%version:mbim-emulator.=%
dotnet publish "%root%src\MbimEmulator.Tool" %build% -p:UseAppHost=false -o "%root%artifacts\pack\mbim-emulator-%version%" 1>&2 || exit /b 1
tar -czf "%feed%\mbim-emulator-%version%.tar.gz" -C "%root%artifacts\pack" mbim-emulator-%version% || exit /b 1
echo dotnet nuget add source "%feed%" --name mbim-emulator
echo dotnet tool install --global mbim-emulator --version %version% --source "%feed%"
echo pip install "%root%clients\python"
