using System.CommandLine;

namespace MbimEmulator.Tool.Record;

/// <summary>The options of <c>record</c>.</summary>
internal sealed class RecordOptions
{
    public Option<string> Out { get; } = new("--out")
    {
        Description = "The scenario file to write.",
        HelpName = "FILE.yaml",
        Required = true,
    };

    public Option<string?> From { get; } = new("--from")
    {
        Description = "Make the scenario from a capture instead: the emulator's own, or one of a USB bus (usbmon, Linux).",
        HelpName = "FILE.pcapng",
    };

    public Option<string?> Modem { get; } = new("--modem")
    {
        Description = "The modem to use, if a capture has several.",
        HelpName = "NAME",
    };

    public Option<string?> Device { get; } = new("--device")
    {
        Description = "The modem: a device such as /dev/cdc-wdm0, a PTY, a Unix socket (@NAME for an abstract one), or tcp:HOST:PORT.",
        HelpName = "PATH",
    };

    public Option<string?> Proxy { get; } = new("--via-proxy")
    {
        Description = "Reach the device through the mbim-proxy at this socket, which other programs may use at the same time.",
        HelpName = "@mbim-proxy",
    };

    public Option<string[]> Pty { get; } = new("--pty") { Description = "Where the client connects: a PTY behind this symbolic link.", HelpName = "LINK" };

    public Option<string[]> Socket { get; } = new("--socket") { Description = "Where the client connects: a Unix socket, or @NAME for an abstract one.", HelpName = "PATH" };

    public Option<string[]> Pipe { get; } = new("--pipe") { Description = "Where the client connects: a named pipe.", HelpName = "NAME" };

    public Option<string[]> Tcp { get; } = new("--tcp") { Description = "Where the client connects: a TCP port on a loopback address.", HelpName = "HOST:PORT" };

    public Option<bool> Once { get; } = new("--once") { Description = "Stop when the first client has disconnected." };

    public Option<bool> NoDelays { get; } = new("--no-delays") { Description = "Omit the modem's response times." };

    public Option<bool> Unmasked { get; } = new("--unmasked") { Description = "Do not mask IMSI, ICCID, IMEI, telephone numbers, PINs, user names, passwords and addresses." };

    public Option<ulong?> MaskSeed { get; } = new("--mask-seed")
    {
        Description = "Mask equal values alike in every recording with this seed; anyone who knows the seed can test guesses. [default: a random seed]",
        HelpName = "N",
    };

    /// <summary>Adds all of them to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Out, From, Modem, Device, Proxy, Pty, Socket, Pipe, Tcp, Once, NoDelays, Unmasked, MaskSeed])
        {
            command.Add(option);
        }
    }
}
