using System.CommandLine;
using MbimEmulator.Hosting;
using MbimEmulator.Profiles;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Tool;

/// <summary>The options of <c>run</c>.</summary>
internal sealed class RunOptions
{
    private static readonly (string, LogLevel)[] Levels =
    [
        ("trace", Microsoft.Extensions.Logging.LogLevel.Trace), ("debug", Microsoft.Extensions.Logging.LogLevel.Debug),
        ("information", Microsoft.Extensions.Logging.LogLevel.Information), ("info", Microsoft.Extensions.Logging.LogLevel.Information),
        ("warning", Microsoft.Extensions.Logging.LogLevel.Warning), ("warn", Microsoft.Extensions.Logging.LogLevel.Warning),
        ("error", Microsoft.Extensions.Logging.LogLevel.Error), ("critical", Microsoft.Extensions.Logging.LogLevel.Critical), ("none", Microsoft.Extensions.Logging.LogLevel.None),
    ];

    public Option<string> Profile { get; } = new("--profile")
    {
        Description = $"The kind of modem: {string.Join(", ", ModemProfile.Names)}, or a YAML file.",
        DefaultValueFactory = _ => "default",
        HelpName = "NAME|FILE",
    };

    public Option<string?> Scenario { get; } = new("--scenario")
    {
        Description = "What goes wrong: a scenario's name, or a YAML file, which is reloaded when it changes. Its profile and seed apply unless given here.",
        HelpName = "NAME|FILE",
    };

    public Option<int> Count { get; } = new("--count")
    {
        Description = "Number of modems. IMEI, ICCID, IMSI and telephone numbers count on from the profile's.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    public Option<bool> SameIdentity { get; } = new("--same-identity") { Description = "All modems of --count have the profile's identity." };

    public Option<string> Name { get; } = new("--name")
    {
        Description = "The first modem's name; further modems are numbered from it.",
        DefaultValueFactory = _ => "modem0",
        HelpName = "NAME",
    };

    public Option<string[]> Pipe { get; } = new("--pipe") { Description = "A named pipe.", HelpName = "NAME" };

    public Option<string[]> Socket { get; } = new("--socket") { Description = "A Unix socket, or @NAME for an abstract one.", HelpName = "PATH" };

    public Option<string[]> Tcp { get; } = new("--tcp")
    {
        Description = "A TCP port on a loopback address; port 0 takes a free one.",
        HelpName = "HOST:PORT",
    };

    public Option<string[]> TcpData { get; } = new("--tcp-data")
    {
        Description = "A TCP port, as for --tcp, for the modem's data plane (NTBs). A pipe, socket or PTY has NAME-data next to it without this option.",
        HelpName = "HOST:PORT",
    };

    public Option<string[]> Pty { get; } = new("--pty")
    {
        Description = "A pseudo terminal, reached through this symbolic link (Linux, macOS).",
        HelpName = "LINK",
    };

    public Option<string[]> Proxy { get; } = new("--proxy")
    {
        Description = "A Unix socket that speaks the mbim-proxy protocol for all modems, such as @mbim-proxy.",
        HelpName = "NAME",
    };

    public Option<string?> UsbIp { get; } = new("--usbip")
    {
        Description = "A TCP port on a loopback address that speaks USB/IP for all modems (1-1, 1-2, and so on). Without a value: 127.0.0.1:3240.",
        HelpName = "HOST:PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string[]> UsbRedir { get; } = new("--usbredir")
    {
        Description = "A Unix socket, or a TCP port on a loopback address, that speaks usb-redir: the modem as a USB device of a qemu guest.",
        HelpName = "PATH|HOST:PORT",
    };

    public Option<string[]> Card { get; } = new("--card")
    {
        Description = "Put the SIM into a reader too: connect to vpcd at this address, so that PC/SC programs see the card, or to the reader of another modem. Resets there leave the modem alone, unless ,shared gives the reader the modem's session.",
        HelpName = "vpcd:HOST:PORT[,shared]",
    };

    public Option<string[]> ServicePipe { get; } = new("--service-pipe")
    {
        Description = "A named pipe of the Mobile Broadband service, which serves all modems to many clients.",
        HelpName = "NAME",
    };

    public Option<string[]> ServiceSocket { get; } = new("--service-socket")
    {
        Description = "The Mobile Broadband service on a Unix socket, or @NAME for an abstract one.",
        HelpName = "PATH",
    };

    public Option<string[]> ServiceTcp { get; } = new("--service-tcp")
    {
        Description = "The Mobile Broadband service on a TCP port on a loopback address; its clients are anonymous.",
        HelpName = "HOST:PORT",
    };

    public Option<bool> ServiceTrustDeclared { get; } = new("--service-trust-declared")
    {
        Description = "Trust what the service's clients declare about their identity.",
    };

    public Option<bool> Interactive { get; } = new("--interactive") { Description = "Read commands from standard input; help lists them." };

    public Option<string> SocketMode { get; } = new("--socket-mode")
    {
        Description = "The permissions of sockets and PTYs, in octal; also apply to abstract names.",
        DefaultValueFactory = _ => "600",
        HelpName = "MODE",
    };

    public Option<string?> SocketGroup { get; } = new("--socket-group") { Description = "The group of sockets and PTYs.", HelpName = "GROUP" };

    public Option<int?> MaxConnections { get; } = new("--max-connections")
    {
        Description = "Maximum number of connections of each endpoint. [default: a quarter of the file descriptors available to the process, at most 1024]",
        HelpName = "N",
    };

    public Option<int?> MaxConnectionsTotal { get; } = new("--max-connections-total")
    {
        Description = "Maximum number of connections of all endpoints together, without clients of the control API. [default: half of those descriptors]",
        HelpName = "N",
    };

    public Option<string?> Pacing { get; } = new("--pacing")
    {
        Description = "The time between two writes, up to 1s, for clients that assume that one read is one message.",
        HelpName = "TIME",
    };

    public Option<string> Network { get; } = new("--network")
    {
        Description = "The network behind the modems: one that each modem simulates, this machine through TUN devices called NAME-SESSION (Linux), or none.",
        DefaultValueFactory = _ => "built-in",
        HelpName = "built-in|tun[:NAME]|none",
    };

    public Option<string?> Capture { get; } = new("--capture")
    {
        Description = "Write all messages to a file for Wireshark.",
        HelpName = "FILE.pcapng",
    };

    public Option<bool> Force { get; } = new("--force") { Description = "Overwrite the file of --capture if it exists." };

    public Option<string?> Control { get; } = new("--control")
    {
        Description = "The address of the control API: a Unix socket, a pipe, a TCP port with a token (of this machine alone unless public: stands before it), or none. [default: a pipe with a unique name]",
        HelpName = "PATH|NAME|[public:]HOST:PORT|none",
    };

    public Option<string?> ControlTokenFile { get; } = new("--control-token-file")
    {
        Description = "A file with the token for --control HOST:PORT. [default: MBIM_EMULATOR_CONTROL_TOKEN, or else a random token; public: requires one of the two]",
        HelpName = "FILE",
    };

    public Option<string> ControlMode { get; } = new("--control-mode")
    {
        Description = "The permissions of the control API's socket, in octal; also apply to abstract names.",
        DefaultValueFactory = _ => "600",
        HelpName = "MODE",
    };

    public Option<string?> ControlGroup { get; } = new("--control-group") { Description = "The group of the control API's socket.", HelpName = "GROUP" };

    public Option<string?> Health { get; } = new("--health")
    {
        Description = "A TCP port that serves only /healthz, /readyz and /metrics, without a token, for orchestrators and Prometheus.",
        HelpName = "[public:]HOST:PORT",
    };

    public Option<string?> ControlFiles { get; } = new("--control-files")
    {
        Description = "The folder in which clients of the control API may create files, such as captures.",
        HelpName = "DIR",
    };

    public Option<string?> State { get; } = new("--state")
    {
        Description = "Keep SIM, PIN counters, provisioned contexts and the scenario's progress in this file from run to run.",
        HelpName = "FILE",
    };

    public Option<ulong?> Seed { get; } = new("--seed") { Description = "The seed of all random numbers. [default: the scenario's, or 0]", HelpName = "N" };

    public Option<string?> ReadyFile { get; } = new("--ready-file")
    {
        Description = "Write a JSON file with all endpoints when all modems are ready; see --wait-for.",
        HelpName = "FILE",
    };

    public Option<WaitStage?> WaitFor { get; } = new("--wait-for")
    {
        Description = "When the command after -- starts and the ready file is written: when the endpoints accept connections, or when every modem is ready (its start is complete, as far as its SIM and network allow), registered, attached or connected by another client. [default: ready]",
        HelpName = "accepting|ready|registered|attached|connected",
        CustomParser = result => Choice.Parse(result, Enum.GetValues<WaitStage>().Select(stage => (stage.ToString().ToLowerInvariant(), stage))),
    };

    public Option<LogLevel?> LogLevel { get; } = new("--log-level")
    {
        Description = "The lowest level that is logged; debug shows every message. [default: information]",
        HelpName = "trace|debug|information|warning|error",
        CustomParser = result => Choice.Parse(result, Levels),
    };

    public Option<string?> LogFile { get; } = new("--log-file") { Description = "Also append the log to this file; at 100 MiB it rolls over to FILE_001 and so on, and ten files are kept.", HelpName = "FILE" };

    public Option<bool> LogPersonal { get; } = new("--log-personal") { Description = "Show IMSI, ICCID, IMEI, telephone numbers, PINs and passwords in the log and in captures." };

    /// <summary>Adds all of them to the command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            Profile, Scenario, Count, SameIdentity, Name, Pipe, Socket, Tcp, TcpData, Pty, Proxy, UsbIp, UsbRedir, Card, ServicePipe, ServiceSocket, ServiceTcp,
            ServiceTrustDeclared, SocketMode, SocketGroup, MaxConnections, MaxConnectionsTotal, Pacing, Network, Capture, Force, Control, ControlTokenFile, ControlMode, ControlGroup, ControlFiles, Health, State, Seed, ReadyFile, WaitFor, Interactive,
            LogLevel, LogFile, LogPersonal,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }
    }
}
