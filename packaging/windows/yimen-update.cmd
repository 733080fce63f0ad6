@echo off
rem Runs the side that installs updates, of the newest release tree that is whole and starts. Called by the task, as SYSTEM.
setlocal EnableDelayedExpansion
set PYTHONPATH=
set PYTHONHOME=
set PYTHONNOUSERSITE=1
set PYTHONSAFEPATH=1
set PYTHONUTF8=1
set PYTHONDONTWRITEBYTECODE=1
rem The newest by the day it was installed: cmd cannot sort versions.
for /f "delims=" %%v in ('dir /b /ad /o-d "%~dp0versions"') do (
    set "tree=%~dp0versions\%%v"
    if exist "!tree!\release.json" (
        "!tree!\python\python.exe" -m sync.updates.install --help >nul 2>&1
        if not errorlevel 1 (
            "!tree!\python\python.exe" -m sync.updates.install
            exit /b !errorlevel!
        )
    )
)
exit /b 1
