FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig CHANGELOG.md ./
# The scenarios are built in.
COPY scenarios scenarios
COPY src src
COPY scenarios scenarios
RUN dotnet publish src/MbimEmulator.Tool -c Release --use-current-runtime -o /app -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN mkdir /run/mbim && chown "$APP_UID" /run/mbim
USER $APP_UID
VOLUME /run/mbim
EXPOSE 5099
ENTRYPOINT ["dotnet", "/app/mbim-emulator.dll"]
CMD ["run", "--tcp", "public:0.0.0.0:5099", "--socket", "/run/mbim/modem0", "--control", "/tmp/mbim-control"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s CMD ["dotnet", "/app/mbim-emulator.dll", "ctl", "health", "--control", "/tmp/mbim-control"]
