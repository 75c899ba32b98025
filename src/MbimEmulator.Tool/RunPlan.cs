using System.CommandLine;
using MbimEmulator.Files;
using MbimEmulator.Hosting;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Logging;
using MbimEmulator.Hosting.Network;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Tool;

/// <summary>Turns the options of <c>run</c> into what the emulator runs.</summary>
internal static class RunPlan
{
    private const int MaxCount = 10_000;
    private const int MaxTokenFile = 4096;

    private const string Vpcd = "vpcd:";

    // The port that usbip asks when it is told none.
    private const string DefaultUsbIp = "127.0.0.1:3240";

    /// <summary>Makes the plan.</summary>
    /// <param name="options">The options of <c>run</c>.</param>
    /// <param name="result">Their values.</param>
    /// <param name="hasCommand">Whether a command after <c>--</c> is told where the endpoints are, so that they need no names that people know.</param>
    /// <exception cref="UserException">An option's value makes no sense.</exception>
    public static EmulatorOptions Create(RunOptions options, ParseResult result, bool hasCommand)
    {
        var count = result.GetValue(options.Count);
        if (count is < 1 or > MaxCount)
        {
            throw new UserException($"--count {count} is not possible; expected 1 to {MaxCount}.", ExitCodes.Usage);
        }

        var name = result.GetValue(options.Name)!;
        var proxies = result.GetValue(options.Proxy) ?? [];
        var endpoints = Given(result, (EndpointKind.Pipe, options.Pipe), (EndpointKind.Socket, options.Socket), (EndpointKind.Tcp, options.Tcp),
            (EndpointKind.Pty, options.Pty), (EndpointKind.UsbRedir, options.UsbRedir));
        var services = Given(result, (EndpointKind.Pipe, options.ServicePipe), (EndpointKind.Socket, options.ServiceSocket),
            (EndpointKind.Tcp, options.ServiceTcp));
        var tcpData = Given(result, (EndpointKind.Tcp, options.TcpData));
        string[] usbIp = result.GetResult(options.UsbIp) is null ? [] : [result.GetValue(options.UsbIp) ?? DefaultUsbIp];
        if (endpoints.Count + services.Count + proxies.Length + usbIp.Length == 0)
        {
            var isOwn = HasDefaultAddresses(options, result) && (hasCommand || result.GetValue(options.ReadyFile) is not null);
            var place = isOwn ? $"mbim-{Guid.NewGuid().ToString("N")[..8]}-{name}" : name;
            (endpoints, services) = (DefaultEndpoints(place), [(EndpointKind.Pipe, place + "-service")]);
        }

        endpoints.AddRange((result.GetValue(options.Card) ?? []).Select(CardOf));
        var scenarioName = result.GetValue(options.Scenario);
        var scenario = scenarioName is null ? null : ScenarioLibrary.Load(scenarioName);
        var scenarioFile = scenarioName is null || ScenarioLibrary.Names.Contains(scenarioName) ? null : Path.GetFullPath(scenarioName);
        var profile = scenario?.Profile is { } ofScenario && result.GetResult(options.Profile) is null or { Implicit: true }
            ? ofScenario
            : LoadProfile(result.GetValue(options.Profile)!);
        if (scenario?.FindUnmetNeeds(profile) is [var need, ..])
        {
            throw new UserException($"--scenario {scenarioName}: {need}", ExitCodes.Usage);
        }

        var (network, tunName) = NetworkOf(result.GetValue(options.Network)!);
        var first = new ModemOptions(name, profile, endpoints)
        {
            DataEndpoints = [.. endpoints.Select(endpoint => DataEndpoint.Beside(endpoint.Kind, endpoint.Address)).OfType<(EndpointKind, string)>(), .. tcpData],
            Scenario = scenario,
            ScenarioFile = scenarioFile,
            TunName = tunName,
        };
        return new EmulatorOptions
        {
            Modems = [.. Enumerable.Range(0, count).Select(index => DeviceOf(first, index, result.GetValue(options.SameIdentity)))],
            Proxies = proxies,
            UsbIpServers = usbIp,
            Services = services,
            TrustDeclaredCallers = result.GetValue(options.ServiceTrustDeclared),
            Stream = new StreamOptions
            {
                Access = new NodeAccess(ModeOf(options.SocketMode.Name, result.GetValue(options.SocketMode)!), result.GetValue(options.SocketGroup)),
                Connections = new ConnectionBudget(
                    BoundOf(options.MaxConnections.Name, result.GetValue(options.MaxConnections)),
                    BoundOf(options.MaxConnectionsTotal.Name, result.GetValue(options.MaxConnectionsTotal))),
                Pacing = PacingOf(result.GetValue(options.Pacing)),
                TimeProvider = scenario?.Clock == ScenarioClock.Virtual ? new VirtualClock() : TimeProvider.System,
            },
            Network = network,
            CaptureFile = result.GetValue(options.Capture),
            ReplaceCapture = result.GetValue(options.Force),
            Control = ControlOf(options, result) is { } control ? control.Serve : null,
            Health = HealthOf(result.GetValue(options.Health)) is { } health ? health.Serve : null,
            StateFile = result.GetValue(options.State),
            Seed = result.GetValue(options.Seed) ?? scenario?.Seed ?? 0,
            Log = new LogOptions
            {
                Level = result.GetValue(options.LogLevel),
                File = result.GetValue(options.LogFile),
                Personal = result.GetValue(options.LogPersonal),
            },
        };
    }

    /// <summary>Whether no option names the modem or gives an endpoint, so that the addresses are the default ones.</summary>
    public static bool HasDefaultAddresses(RunOptions options, ParseResult result)
    {
        Option[] given =
        [
            options.Name, options.Pipe, options.Socket, options.Tcp, options.Pty, options.UsbRedir, options.Proxy, options.UsbIp, options.ServicePipe,
            options.ServiceSocket, options.ServiceTcp,
        ];
        return Array.TrueForAll(given, option => result.GetResult(option) is null or { Implicit: true });
    }

    /// <summary>Whether at most one host can be connected at a time: no proxy and no Mobile Broadband service lets several share the modem.</summary>
    public static bool HasOneEndpoint(RunOptions options, ParseResult result)
    {
        Option[] shared = [options.Proxy, options.ServicePipe, options.ServiceSocket, options.ServiceTcp];
        return !HasDefaultAddresses(options, result) && Array.TrueForAll(shared, option => result.GetResult(option) is null or { Implicit: true })
            && Given(result, (EndpointKind.Pipe, options.Pipe), (EndpointKind.Socket, options.Socket), (EndpointKind.Tcp, options.Tcp),
                (EndpointKind.Pty, options.Pty), (EndpointKind.UsbRedir, options.UsbRedir)).Count <= 1;
    }

    private static ControlOptions? ControlOf(RunOptions options, ParseResult result)
    {
        var (address, files) = (result.GetValue(options.Control), result.GetValue(options.ControlFiles));
        if (files is not null && !Directory.Exists(files))
        {
            throw new UserException($"--control-files {files} is not a folder; expected an existing folder.", ExitCodes.Usage);
        }

        if (address == "none")
        {
            return null;
        }

        var (kind, place) = address is null ? (EndpointKind.Pipe, ControlAddress.NewDefault()) : ControlAddress.Parse(address);
        if (kind != EndpointKind.Tcp && result.GetValue(options.ControlTokenFile) is not null)
        {
            throw new UserException("--control-token-file is for --control HOST:PORT; sockets and pipes need no token.", ExitCodes.Usage);
        }

        return new ControlOptions(kind, place, files)
        {
            Access = new NodeAccess(ModeOf(options.ControlMode.Name, result.GetValue(options.ControlMode)!), result.GetValue(options.ControlGroup)),
            Token = kind == EndpointKind.Tcp ? TokenOf(result.GetValue(options.ControlTokenFile)) : null,
        };
    }

    private static string? TokenOf(string? file) => file is not null ? RegularFile.ReadText(file, MaxTokenFile).Trim()
        : Environment.GetEnvironmentVariable(ControlAddress.TokenVariable) is { Length: > 0 } token ? token
        : null;

    private static ControlOptions? HealthOf(string? address) => address is null ? null
        : ControlAddress.Parse(address) is (EndpointKind.Tcp, var place) ? new ControlOptions(EndpointKind.Tcp, place) { IsHealthOnly = true }
        : throw new UserException($"--health {address} is not a TCP address; expected HOST:PORT, such as 127.0.0.1:5081.", ExitCodes.Usage);

    private static (NetworkKind Kind, string? TunName) NetworkOf(string text) => text switch
    {
        "built-in" => (NetworkKind.BuiltIn, null),
        "none" => (NetworkKind.None, null),
        "tun" => (NetworkKind.Tun, null),
        _ when text.StartsWith("tun:", StringComparison.Ordinal) => (NetworkKind.Tun, text[4..]),
        _ => throw new UserException($"--network {text} is not a network; expected built-in, tun, tun:NAME or none.", ExitCodes.Usage),
    };

    // One of several devices: with names, addresses, device paths and a reader of its own.
    private static ModemOptions DeviceOf(ModemOptions first, int index, bool isSame)
    {
        var number = index * first.Profile.Executors;
        var profile = isSame ? first.Profile : ModemIdentities.Number(first.Profile, index);
        return first.Next(number) with
        {
            Profile = profile with
            {
                DevicePaths = profile.DevicePaths.Select(path => NumberedNames.Next(path, number)).ToMbimArray(),
                Sim = profile.Sim.Reader is { } reader ? profile.Sim with { Reader = NumberedAddress.Next(EndpointKind.Reader, reader, number) } : profile.Sim,
            },
        };
    }

    // The default is what a profile made in code is; not to read its YAML halves the time to the first answer.
    /// <summary>A profile by its name or file.</summary>
    public static ModemProfile LoadProfile(string nameOrFile) =>
        nameOrFile == ModemProfile.Names[0] ? new ModemProfile() : ModemProfile.Load(nameOrFile);

    private static List<(EndpointKind Kind, string Address)> Given(
        ParseResult result, params ReadOnlySpan<(EndpointKind Kind, Option<string[]> Option)> options)
    {
        List<(EndpointKind Kind, string Address)> given = [];
        foreach (var (kind, option) in options)
        {
            given.AddRange((result.GetValue(option) ?? []).Select(address => (kind, address)));
        }

        return given;
    }

    private static List<(EndpointKind Kind, string Address)> DefaultEndpoints(string name) => OperatingSystem.IsWindows()
        ? [(EndpointKind.Pipe, name)]
        : [(EndpointKind.Pipe, name), (EndpointKind.Pty, Path.Combine(Path.GetTempPath(), name))];

    private static (EndpointKind Kind, string Address) CardOf(string text) => text.StartsWith(Vpcd, StringComparison.Ordinal)
        ? (EndpointKind.Vpcd, text[Vpcd.Length..])
        : throw new UserException($"--card {text} is not a reader; expected vpcd:HOST:PORT or vpcd:HOST:PORT,shared, such as vpcd:127.0.0.1:35963.", ExitCodes.Usage);

    private static UnixFileMode ModeOf(string option, string text)
    {
        var mode = 0;
        foreach (var digit in text)
        {
            mode = digit is >= '0' and <= '7' ? (mode * 8) + (digit - '0') : int.MaxValue / 16;
        }

        return text.Length is >= 1 and <= 4 && mode <= 0x1ff
            ? (UnixFileMode)mode
            : throw new UserException($"{option} {text} is not a permission; expected octal digits such as 600 or 660.", ExitCodes.Usage);
    }

    private static int? BoundOf(string option, int? count) => count is null or >= 1
        ? count
        : throw new UserException($"{option} {count} is not possible; expected 1 or more.", ExitCodes.Usage);

    private static TimeSpan PacingOf(string? text) => text is null ? TimeSpan.Zero
        : DurationText.TryParse(text, out var time) && time <= TimeSpan.FromSeconds(1) ? time
        : throw new UserException($"--pacing {text} is not possible; expected a time of up to 1s with its unit, such as 20ms.", ExitCodes.Usage);
}
