using System.CommandLine;

namespace MbimEmulator.Tool.Record;

/// <summary>The options of <c>record</c>.</summary>
internal sealed class RecordOptions
{
    public Option<string> Out { get; } = new("--out")
    {
        Description = "The scenario file that is written.",
        HelpName = "FILE.yaml",
        Required = true,
    };

    public Option<string?> From { get; } = new("--from")
    {
        Description = "Make the scenario of a capture instead: the emulator's own, or one of a USB bus (usbmon, Linux).",
        HelpName = "FILE.pcapng",
    };

    public Option<string?> Modem { get; } = new("--modem")
    {
        Description = "Which modem of a capture with several.",
        HelpName = "NAME",
    };

    public Option<string?> Device { get; } = new("--device")
    {
        Description = "The modem: a device such as /dev/cdc-wdm0, a PTY, a Unix socket (@NAME for an abstract one) or, with tcp:, HOST:PORT.",
        HelpName = "PATH",
    };

    public Option<string?> Proxy { get; } = new("--via-proxy")
    {
        Description = "Reach the device through the mbim-proxy at this socket, as other programs do at the same time.",
        HelpName = "@mbim-proxy",
    };

    public Option<string[]> Pty { get; } = new("--pty") { Description = "Where the client connects: a PTY behind this symbolic link.", HelpName = "LINK" };

    public Option<string[]> Socket { get; } = new("--socket") { Description = "Where the client connects: a Unix socket, or @NAME for an abstract one.", HelpName = "PATH" };

    public Option<string[]> Pipe { get; } = new("--pipe") { Description = "Where the client connects: a named pipe.", HelpName = "NAME" };

    public Option<string[]> Tcp { get; } = new("--tcp") { Description = "Where the client connects: a TCP port on a loopback address.", HelpName = "HOST:PORT" };

    public Option<bool> Once { get; } = new("--once") { Description = "End when the first client has left." };

    public Option<bool> NoDelays { get; } = new("--no-delays") { Description = "Leave out how long the modem took." };

    public Option<bool> Unmasked { get; } = new("--unmasked") { Description = "Leave IMSI, ICCID, IMEI, numbers, PINs, user names, passwords and addresses as they are." };

    public Option<ulong?> MaskSeed { get; } = new("--mask-seed")
    {
        Description = "Mask the same values alike in every recording with this seed; whoever knows it can try out values. [default: never the same twice]",
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
