using System.Buffers;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Sound messages for seeds, and the check of what comes out.</summary>
internal static class Messages
{
    public static byte[] Open { get; } = Of(writer => MbimMessageWriter.WriteOpen(writer, 1, 4096));

    public static byte[] Close { get; } = Of(writer => MbimMessageWriter.WriteClose(writer, 9));

    /// <summary>A query and a set of every CID of every service, with buffers that are empty, zero or sound.</summary>
    public static IReadOnlyList<byte[]> Commands { get; } =
    [
        .. from service in MbimServices.All
           from cid in service.Cids
           from type in new[] { MbimCommandType.Query, MbimCommandType.Set }
           select Of(writer => MbimMessageWriter.WriteCommand(writer, 2, service.Id, cid.Number, type, type == MbimCommandType.Query ? [] : new byte[64])),
        Set(BasicConnect.Connect, Connect),
        Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On }),
        Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = "1234" }),
        Set(ProxyControl.Configuration, new ProxyConfiguration { DevicePath = "/dev/null", Timeout = 30 }),
    ];

    /// <summary>The set that activates context 0.</summary>
    public static SetConnect Connect => new()
    {
        ActivationCommand = ActivationCommand.Activate,
        AccessString = "internet",
        IpType = ContextIpType.IPv4v6,
        ContextType = ContextTypes.Internet,
    };

    public static byte[] Of(Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    public static byte[] Set<T>(MbimCid cid, T value)
        where T : IInformationBuffer<T> =>
        Of(writer => MbimMessageWriter.WriteCommand(writer, 3, cid.Service, cid.Number, MbimCommandType.Set, value, MbimExVersion.V1));

    public static List<byte[]> Fragments(byte[] message, uint size)
    {
        var splitter = new FragmentSplitter(message, size);
        var fragments = new List<byte[]>();
        for (var i = 0; i < splitter.Count; i++)
        {
            var fragment = new byte[splitter.GetSize(i)];
            splitter.Write(i, fragment);
            fragments.Add(fragment);
        }

        return fragments;
    }

    /// <summary>What a modem sends is sound, whatever it was sent: its length, and its information buffer where its CID is declared.</summary>
    public static void CheckSent(ReadOnlySpan<byte> transfer)
    {
        var header = MessageHeader.Read(transfer);
        Finding.Unless(header.Length == transfer.Length, $"sent {transfer.Length} bytes with MessageLength {header.Length}: {Convert.ToHexStringLower(transfer)}");
        if (MbimMessage.IsFragmentable(header.Type) && FragmentHeader.Read(transfer[FragmentHeader.Offset..]).Total > 1)
        {
            return;
        }

        Finding.Unless(MbimMessage.TryParse(transfer, MbimReadMode.Strict, out _, out var error), $"sent what is malformed: {error}: {Convert.ToHexStringLower(transfer)}");
    }
}
