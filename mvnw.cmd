@echo off
rem Runs the Maven on the PATH. On Windows it is not fetched: the shell script mvnw does that, also under Git Bash.
where mvn >nul 2>nul
if errorlevel 1 goto missing
call mvn %*
exit /b %ERRORLEVEL%
:missing
echo mvnw: there is no mvn on the PATH: install Maven 3.8 or later, or run "sh mvnw" under Git Bash 1>&2
exit /b 1
