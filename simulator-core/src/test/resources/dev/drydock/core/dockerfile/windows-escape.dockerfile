# escape=`

FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
COPY testfile.txt c:\
RUN Get-ChildItem c:\ ; `
    Write-Host done
ENV TOOLS="C:\Program Files\Tools" PLAIN=C:\x` y
WORKDIR c:\app\
