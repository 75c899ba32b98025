using System.Globalization;
using System.Reflection;
using System.Text.Json;
using MbimEmulator.Hosting;
using MbimEmulator.Hosting.Endpoints;
using Spectre.Console;

namespace MbimEmulator.Tool;

/// <summary>Tells where the modems are: to people, to a ready file, to a command's environment.</summary>
internal sealed class EndpointReport
{
    private readonly List<(string Modem, EndpointKind Kind, string Address)> _endpoints = [];
    private readonly List<string> _modems = [];

    private EndpointReport()
    {
    }

    /// <summary>What a running emulator has.</summary>
    public static EndpointReport Of(EmulatorService emulator)
    {
        var report = new EndpointReport();
        foreach (var modem in emulator.Modems)
        {
            report._modems.Add(modem.Group.Name);
            report._endpoints.AddRange(modem.Endpoints.Select(e => (modem.Group.Name, e.Kind, e.Address)));
        }

        report._endpoints.AddRange(emulator.Proxies.Select(e => ("", e.Kind, e.Address)));
        return report;
    }

    /// <summary>MBIM_EMULATOR_PTY for the first PTY, MBIM_EMULATOR_PTY_1 for the second, and so on for each kind.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment()
    {
        foreach (var kind in _endpoints.GroupBy(endpoint => endpoint.Kind))
        {
            var name = "MBIM_EMULATOR_" + kind.Key.ToString().ToUpperInvariant();
            foreach (var (index, endpoint) in kind.Index())
            {
                var suffix = index == 0 ? "" : "_" + index.ToString(CultureInfo.InvariantCulture);
                yield return new(name + suffix, ForClients(endpoint.Kind, endpoint.Address));
            }
        }
    }

    /// <summary>Writes the ready file; whoever sees it sees it whole.</summary>
    public void WriteReadyFile(string path)
    {
        var temporary = path + ".new";
        var ready = new
        {
            version = Version,
            pid = System.Environment.ProcessId,
            modems = _modems.Select(modem => new { name = modem, endpoints = JsonOf(modem) }),
            proxies = JsonOf(""),
        };
        File.WriteAllText(temporary, JsonSerializer.Serialize(ready, Json.Indented));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Prints the endpoints and a line to try.</summary>
    public void Print(TextWriter output)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("MODEM").AddColumn("ENDPOINT").AddColumn(new TableColumn("ADDRESS").NoWrap());
        foreach (var (modem, kind, address) in _endpoints)
        {
            table.AddRow(
                Markup.Escape(modem.Length == 0 ? "all" : modem), kind.ToString().ToLowerInvariant(), Markup.Escape(ForClients(kind, address)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 200);
        console.Write(table);
        if (Hint() is { } hint)
        {
            output.WriteLine();
            output.WriteLine("Try: " + hint);
        }

        output.WriteLine("Ctrl-C ends it.");
        output.Flush();
    }

    private static string Version => typeof(EndpointReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    // Other languages than .NET need the path behind the pipe's name.
    private static string ForClients(EndpointKind kind, string address) => kind == EndpointKind.Pipe ? PipeAddress.Of(address) : address;

    private IEnumerable<object> JsonOf(string modem) => _endpoints
        .Where(endpoint => endpoint.Modem == modem)
        .Select(endpoint => new
        {
            kind = endpoint.Kind,
            address = ForClients(endpoint.Kind, endpoint.Address),
            name = endpoint.Kind == EndpointKind.Pipe ? endpoint.Address : null,
        });

    private string? Hint()
    {
        var pty = _endpoints.Find(endpoint => endpoint.Kind == EndpointKind.Pty);
        if (pty.Address is not null)
        {
            return $"mbimcli -d {pty.Address} --query-device-caps";
        }

        if (_endpoints.Exists(endpoint => endpoint is { Kind: EndpointKind.Proxy, Address: "@mbim-proxy" }))
        {
            return "mbimcli -p -d /dev/null --query-device-caps";
        }

        var pipe = _endpoints.Find(endpoint => endpoint.Kind == EndpointKind.Pipe);
        return pipe.Address is null ? null : $"new NamedPipeClientStream(\".\", \"{pipe.Address}\", PipeDirection.InOut, PipeOptions.Asynchronous)";
    }
}
