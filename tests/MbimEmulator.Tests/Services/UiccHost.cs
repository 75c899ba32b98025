using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Tests.Services;

/// <summary>What a host does with channels of the card.</summary>
internal static class UiccHost
{
    public static readonly MbimArray<byte> Usim = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02];
    public static readonly MbimArray<byte> SelectImsi = [0x00, 0xA4, 0x08, 0x0C, 0x04, 0x7F, 0xFF, 0x6F, 0x07];
    public static readonly MbimArray<byte> ReadImsi = [0x00, 0xB0, 0x00, 0x00, 0x09];

    public static Reply<UiccOpenChannelInfo> Open(ModemBench bench, MbimArray<byte>? application = null, uint p2 = 0, uint group = 0) =>
        bench.Set(MsUiccLowLevelAccess.OpenChannel, new SetUiccOpenChannel { AppId = application ?? Usim, SelectP2Arg = p2, ChannelGroup = group });

    public static Reply<UiccCloseChannelInfo> Close(ModemBench bench, uint channel = 0, uint group = 0) =>
        bench.Set(MsUiccLowLevelAccess.CloseChannel, new SetUiccCloseChannel { Channel = channel, ChannelGroup = group });

    public static Reply<UiccApduInfo> Transmit(ModemBench bench, uint channel, MbimArray<byte> command) =>
        bench.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = channel, Command = command });
}
