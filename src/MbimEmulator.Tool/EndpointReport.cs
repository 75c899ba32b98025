using System.Globalization;
using System.Reflection;
using System.Text.Json;
using MbimEmulator.Files;
using MbimEmulator.Hosting;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;
using Spectre.Console;

namespace MbimEmulator.Tool;

/// <summary>Tells where the modems are: to people, to a ready file, to a command's environment.</summary>
internal sealed class EndpointReport
{
    private const string ServicePrefix = "service ";
    private const string DataPrefix = "data ";

    private readonly List<Row> _endpoints = [];
    private readonly List<string> _modems = [];
    private IEmulatorControl? _control;
    private IEmulatorControl? _health;
    private ulong _seed;

    private EndpointReport()
    {
    }

    /// <summary>Each modem's state, in the modems' order, for the ready file.</summary>
    public IReadOnlyList<string> States { get; set; } = [];

    /// <summary>What a running emulator has.</summary>
    public static EndpointReport Of(EmulatorService emulator)
    {
        var report = new EndpointReport();
        foreach (var modem in emulator.Modems)
        {
            report._modems.Add(modem.Group.Name);
            report._endpoints.AddRange(modem.Endpoints.Select(e => new Row(modem.Group.Name, NameOf(e.Kind), e.Kind, e.Address)));
            report._endpoints.AddRange(modem.DataEndpoints.Select(e => new Row(modem.Group.Name, DataPrefix + NameOf(e.Kind), e.Kind, e.Address)));
        }

        report._control = emulator.Control;
        report._health = emulator.Health;
        report._seed = emulator.Seed;
        report._endpoints.AddRange(emulator.Proxies.Select(e => new Row("", NameOf(e.Kind), e.Kind, e.Address)));
        report._endpoints.AddRange(emulator.UsbIpServers.Select(e => new Row("", NameOf(e.Kind), e.Kind, e.Address)));
        report._endpoints.AddRange(emulator.Services.Select(e => new Row("", ServicePrefix + NameOf(e.Kind), e.Kind, e.Address)));
        return report;
    }

    /// <summary>MBIM_EMULATOR_PTY for the first PTY, MBIM_EMULATOR_PTY_1 for the second, and so on for each kind, such as SERVICE_PIPE or DATA_PIPE.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment()
    {
        foreach (var kind in _endpoints.GroupBy(endpoint => endpoint.Name))
        {
            var name = "MBIM_EMULATOR_" + kind.Key.Replace(' ', '_').ToUpperInvariant();
            foreach (var (index, endpoint) in kind.Index())
            {
                var suffix = index == 0 ? "" : "_" + index.ToString(CultureInfo.InvariantCulture);
                yield return new(name + suffix, endpoint.ForClients);
            }
        }

        if (_control is not null)
        {
            yield return new(ControlAddress.Variable, AddressOf(_control));
        }

        if (_control?.Token is { } token)
        {
            yield return new(ControlAddress.TokenVariable, token);
        }

        if (_health is not null)
        {
            yield return new("MBIM_EMULATOR_HEALTH", _health.Address);
        }
    }

    /// <summary>Writes the ready file; whoever sees it sees it whole.</summary>
    public void WriteReadyFile(string path)
    {
        var ready = new
        {
            version = Version,
            pid = System.Environment.ProcessId,
            seed = _seed,
            modems = _modems.Select((modem, index) => new
            {
                name = modem,
                state = States[index],
                endpoints = JsonOf(_endpoints.Where(endpoint => endpoint.Modem == modem && !endpoint.IsData)),
                dataEndpoints = JsonOf(_endpoints.Where(endpoint => endpoint.Modem == modem && endpoint.IsData)),
            }),
            proxies = JsonOf(_endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Proxy)),
            usbIpServers = JsonOf(_endpoints.Where(endpoint => endpoint.Kind == EndpointKind.UsbIp)),
            services = JsonOf(_endpoints.Where(endpoint => endpoint.IsService)),
            control = _control is null ? null : new { kind = _control.Kind, address = AddressOf(_control), token = _control.Token },
            health = _health?.Address,
        };

        // A token is its user's alone.
        RegularFile.Replace(path, JsonSerializer.Serialize(ready, Json.Indented), isPrivate: _control?.Token is not null, isDurable: false);
    }

    /// <summary>Prints the endpoints and a line to try.</summary>
    public void Print(TextWriter output)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("MODEM").AddColumn("ENDPOINT").AddColumn(new TableColumn("ADDRESS").NoWrap());
        foreach (var row in _endpoints)
        {
            table.AddRow(Markup.Escape(row.Modem.Length == 0 ? "all" : row.Modem), row.Name, Markup.Escape(row.ForClients));
        }

        if (_control is not null)
        {
            table.AddRow("", "control", Markup.Escape(AddressOf(_control)));
        }

        if (_control is { HasOwnToken: true, Token: { } token })
        {
            table.AddRow("", "control token", token);
        }

        if (_control?.Page is { } page)
        {
            table.AddRow("", "page", page);
        }

        if (_health is not null)
        {
            table.AddRow("", "health", $"http://{_health.Address}/healthz");
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 200);
        console.Write(table);
        output.WriteLine();
        foreach (var hint in new[] { ModemHint(), UsbIpHint(), UsbRedirHint(), ServiceHint() })
        {
            if (hint is not null)
            {
                output.WriteLine("Try: " + hint);
            }
        }

        output.WriteLine($"Seed {_seed}. Press Ctrl-C to stop.");
        output.Flush();
    }

    private static string Version => typeof(EndpointReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string NameOf(EndpointKind kind) => kind.ToString().ToLowerInvariant();

    private static string AddressOf(IEmulatorControl control) => control.Kind == EndpointKind.Pipe ? PipeAddress.Of(control.Address) : control.Address;

    private static IEnumerable<object> JsonOf(IEnumerable<Row> endpoints) => endpoints.Select(endpoint => new
    {
        kind = endpoint.Kind,
        address = endpoint.ForClients,
        name = endpoint.Kind == EndpointKind.Pipe ? endpoint.Address : null,
    });

    private string? ModemHint()
    {
        if (_endpoints.Find(endpoint => endpoint.Kind == EndpointKind.Pty) is { } pty)
        {
            return $"mbimcli -d {pty.Address} --query-device-caps";
        }

        if (_endpoints.Exists(endpoint => endpoint is { Kind: EndpointKind.Proxy, Address: "@mbim-proxy" }))
        {
            return "mbimcli -p -d /dev/null --query-device-caps";
        }

        var pipe = _endpoints.Find(endpoint => endpoint is { Kind: EndpointKind.Pipe, IsService: false, IsData: false });
        return pipe is null ? null : $"new NamedPipeClientStream(\".\", \"{pipe.Address}\", PipeDirection.InOut, PipeOptions.Asynchronous)";
    }

    private string? UsbIpHint()
    {
        if (_endpoints.Find(endpoint => endpoint.Kind == EndpointKind.UsbIp) is not { } server)
        {
            return null;
        }

        var colon = server.Address.LastIndexOf(':');
        return $"modprobe vhci-hcd && usbip --tcp-port {server.Address[(colon + 1)..]} attach -r {server.Address[..colon].Trim('[', ']')} -b 1-1";
    }

    private string? UsbRedirHint()
    {
        if (_endpoints.Find(endpoint => endpoint.Kind == EndpointKind.UsbRedir)?.Address is not { } address)
        {
            return null;
        }

        var colon = address.LastIndexOf(':');
        var place = UsbRedirServer.IsTcp(address) ? $"host={address[..colon].Trim('[', ']')},port={address[(colon + 1)..]}"
            : address.StartsWith('@') ? $"path={address[1..]},abstract=on"
            : $"path={address}";
        return $"qemu-system-x86_64 ... -device qemu-xhci -chardev socket,id=mbim,{place} -device usb-redir,chardev=mbim";
    }

    private string? ServiceHint() =>
        _endpoints.Find(endpoint => endpoint.IsService) is { } service && !OperatingSystem.IsWindows()
            ? $"python3 clients/python/mbn.py {service.ForClients}"
            : null;

    private sealed record Row(string Modem, string Name, EndpointKind Kind, string Address)
    {
        public bool IsService => Name.StartsWith(ServicePrefix, StringComparison.Ordinal);

        public bool IsData => Name.StartsWith(DataPrefix, StringComparison.Ordinal);

        // Other languages than .NET need the path behind the pipe's name.
        public string ForClients => Kind == EndpointKind.Pipe ? PipeAddress.Of(Address) : Address;
    }
}
