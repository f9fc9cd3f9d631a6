@echo off
rem Starts nanobot with the Java of JAVA_HOME, or else the one on the PATH.
rem NANOBOT_OPTS adds options for the Java virtual machine.
setlocal
for %%I in ("%~dp0..") do set "NANOBOT_DIST=%%~fI"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
  echo nanobot: JAVA_HOME is set to %JAVA_HOME%, but there is no bin\java.exe in it 1>&2
  exit /b 1
)
if not defined JAVA_HOME where java >nul 2>nul || (
  echo nanobot: no Java found: install JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)

"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %NANOBOT_OPTS% ^
  "-Dnanobot.distribution=%NANOBOT_DIST%" ^
  -cp "%NANOBOT_DIST%\lib\*" io.nanobot.host.cli.NanobotCli %*
exit /b %ERRORLEVEL%
