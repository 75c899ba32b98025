using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Tests.Recording;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Record;

/// <summary>The captures of a USB bus that the reader's tests make are such captures.</summary>
public sealed class UsbCaptureTests
{
    [Test]
    public async Task Wireshark_finds_the_same_messages_on_the_bus()
    {
        Peers.Need("tshark");
        using var folder = new TemporaryFolder();
        var session = Conversation.Opened()
            .Ask(BasicConnect.SignalState, MbimCommandType.Query).After(7).Answer(MbimStatus.Success, Conversation.Bytes(new SignalStateInfo { Rssi = 17 })).Transfers;
        await File.WriteAllBytesAsync(folder.File("usb.pcapng"), UsbCapture.Of(session));
        var shown = await Programs.RunAsync("tshark", "-r", folder.File("usb.pcapng"), "-Y", "mbim", "-Tfields", "-embim.control.header.message_type", "-embim.control.header.transaction_id");
        Assert.That(
            shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(session.Select(transfer => MessageHeader.Read(transfer.Bytes.Span)).Select(header => $"0x{(uint)header.Type:x8}\t{header.TransactionId}")),
            shown.ToString());
    }
}
