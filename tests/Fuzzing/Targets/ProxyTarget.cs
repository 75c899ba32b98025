using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>The mbim-proxy protocol and two clients of it.</summary>
internal static class ProxyTarget
{
    private const byte Time = 2;
    private const byte Leave = 4;

    private static readonly ModemProfile Profile = ModemProfile.Load("default");

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        using var bench = new ModemBench(
            Profile, 2, static (bench, number) => bench.Group.CreateGuestLink(new ModemLinkOptions { Name = $"fuzzer {number}", Carrier = CarrierKind.Stream }));
        ManyClients.Run(bench, data, Time, Leave);
    }

    public static IReadOnlyList<byte[]> Seeds()
    {
        var configure = Messages.Set(ProxyControl.Configuration, new ProxyConfiguration { DevicePath = "/dev/null", Timeout = 30 });
        return
        [
            Steps.Of((0, configure), (1, configure), (0, Messages.Open), (Time, [0xe8, 3]), (0, Messages.Commands[2]), (1, Messages.Commands[3]), (0, Messages.Close), (Leave, [])),
            .. Messages.Commands.Chunk(6).Select(some => Steps.Of([(0, configure), (Time, [0xe8, 3]), .. some.Select((one, i) => ((byte)(i & 1), one))])),
        ];
    }
}
