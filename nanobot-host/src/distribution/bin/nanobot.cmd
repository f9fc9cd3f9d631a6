@echo off
rem Starts nanobot with the Java of JAVA_HOME, or else the one on the PATH.
rem NANOBOT_OPTS adds options for the Java virtual machine.
setlocal
for %%I in ("%~dp0..") do set "NANOBOT_DIST=%%~fI"

if defined JAVA_HOME goto javahome
set "JAVA=java"
where java >nul 2>nul
if not errorlevel 1 goto run
echo nanobot: no Java found: install JDK 17 or newer, or set JAVA_HOME 1>&2
exit /b 1

:javahome
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto run
echo nanobot: JAVA_HOME is set, but there is no bin\java.exe in it 1>&2
exit /b 1

:run
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %NANOBOT_OPTS% ^
  "-Dnanobot.distribution=%NANOBOT_DIST%" ^
  -cp "%NANOBOT_DIST%\lib\*" io.nanobot.host.cli.NanobotCli %*
exit /b %ERRORLEVEL%
