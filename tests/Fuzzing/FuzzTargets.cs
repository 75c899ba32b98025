using MbimEmulator.Fuzzing.Targets;

namespace MbimEmulator.Fuzzing;

/// <summary>All readers of foreign bytes.</summary>
internal static class FuzzTargets
{
    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("buffers", "information buffers of every CID, strict and tolerant, in every version", BufferTarget.Fuzz, BufferTarget.Seeds),
        new("capture", "pcapng files", CaptureTarget.Fuzz, CaptureTarget.Seeds),
        new("card", "APDUs of two terminals with one card", CardTarget.Fuzz, CardTarget.Seeds),
        new("card-files", "FCP templates and YAML of a card's files, and the card that they make", CardFilesTarget.Fuzz, CardFilesTarget.Seeds) { RunsInTests = 300 },
        new("control", "JSON bodies of the control API", ControlTarget.Fuzz, ControlTarget.Seeds),
        new("decode", "what the command decode is given, and the rendering of messages", DecodeTarget.Fuzz, DecodeTarget.Seeds),
        new("fragments", "fragments of control messages, joined", FragmentTarget.Fuzz, FragmentTarget.Seeds),
        new("framer", "control messages in a byte stream", FramerTarget.Fuzz, FramerTarget.Seeds),
        new("function", "the MBIM function with its modem, and the network behind it", FunctionTarget.Fuzz, FunctionTarget.Seeds) { RunsInTests = 200 },
        new("host", "the host's side of MBIM", HostTarget.Fuzz, HostTarget.Seeds),
        new("net", "the network behind the modem: raw packets, and TCP connections in all states", NetTarget.Fuzz, NetTarget.Seeds),
        new("ntb", "NTB blocks in a byte stream, strict and tolerant", NtbTarget.Fuzz, NtbTarget.Seeds),
        new("pattern", "patterns for messages", TextTargets.FuzzPattern, TextTargets.PatternSeeds),
        new("profile", "YAML of profiles", TextTargets.FuzzProfile, TextTargets.ProfileSeeds) { RunsInTests = 300 },
        new("proxy", "the mbim-proxy protocol with two clients", ProxyTarget.Fuzz, ProxyTarget.Seeds) { RunsInTests = 200 },
        new("pty", "what clients write into a PTY", PtyTarget.Fuzz, PtyTarget.Seeds),
        new("scenario", "YAML of scenarios", TextTargets.FuzzScenario, TextTargets.ScenarioSeeds) { RunsInTests = 300 },
        new("service", "the Mobile Broadband service with two clients", ServiceTarget.Fuzz, ServiceTarget.Seeds) { RunsInTests = 200 },
        new("state", "the state file", TextTargets.FuzzState, TextTargets.StateSeeds) { RunsInTests = 300 },
        new("usbip", "requests of a USB/IP host", UsbTargets.FuzzUsbIp, UsbTargets.UsbIpSeeds),
        new("usbredir", "packets of a usb-redir guest", UsbTargets.FuzzUsbRedir, UsbTargets.UsbRedirSeeds),
    ];
}
