using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>A host that sends what it is told to and keeps every transfer that it gets, with its time.</summary>
internal sealed class RawHost
{
    private readonly EmulatedModem _modem;
    private readonly ModemLink _link;
    private uint _transactionId;

    private RawHost(EmulatedModem modem, ModemLink link) => (_modem, _link) = (modem, link);

    /// <summary>What has come.</summary>
    public List<(double At, byte[] Bytes, EncapsulatedResponse Response)> Received { get; } = [];

    /// <summary>What has come, a line each.</summary>
    public IEnumerable<string> Lines => Received.Select(transfer => Line(transfer.Bytes));

    public bool IsConnected => _link.CloseReason is null;

    /// <summary>Attaches when the modem has registered and is quiet, one second after its start.</summary>
    public static async Task<RawHost> AttachAsync(EmulatedModem modem, CarrierKind carrier = CarrierKind.InProcess)
    {
        await modem.AtAsync(Math.Max(1, modem.Elapsed.TotalSeconds));
        var link = modem.Group.CreateLink(new ModemLinkOptions { Name = "host", Carrier = carrier });
        Assert.That(await link.AttachAsync(), "attached");
        var host = new RawHost(modem, link);
        _ = host.ReceiveAsync();
        return host;
    }

    /// <summary>Attaches and opens; what OPEN brings is forgotten.</summary>
    public static async Task<RawHost> OpenAsync(EmulatedModem modem, CarrierKind carrier = CarrierKind.InProcess)
    {
        var host = await AttachAsync(modem, carrier);
        await host.OpenAsync();
        host.Received.Clear();
        return host;
    }

    /// <summary>OPEN, and a moment for its answer.</summary>
    public Task OpenAsync() => SendAsync((writer, id) => MbimMessageWriter.WriteOpen(writer, id, 4096));

    /// <summary>CLOSE, and a moment for its answer.</summary>
    public Task CloseAsync() => SendAsync(MbimMessageWriter.WriteClose);

    /// <summary>HOST_ERROR.</summary>
    public Task ReportAsync(MbimProtocolError error) => SendAsync((writer, id) => MbimMessageWriter.WriteHostError(writer, id, error));

    /// <summary>A query, and a moment for its answer.</summary>
    public Task QueryAsync(BasicConnectCid cid) => SendAsync((writer, id) => MbimMessageWriter.WriteCommand(writer, id, BasicConnect.Id, (uint)cid, MbimCommandType.Query, []));

    /// <summary>A message, and a moment for its answer.</summary>
    public Task SendAsync(Action<IBufferWriter<byte>, uint> write)
    {
        var message = new ArrayBufferWriter<byte>();
        write(message, ++_transactionId);
        _link.Send(Transfer.Copy(message.WrittenSpan));
        return _modem.AfterAsync(0.001);
    }

    public void Detach() => _link.Detach("done");

    private static string Line(ReadOnlySpan<byte> bytes)
    {
        if (!MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out _))
        {
            return Convert.ToHexStringLower(bytes);
        }

        return message.Type switch
        {
            MbimMessageType.CommandDone => $"{message.TransactionId} {(BasicConnectCid)message.Cid} {message.Status}",
            MbimMessageType.IndicateStatus => $"{(BasicConnectCid)message.Cid}",
            MbimMessageType.FunctionError => $"{message.TransactionId} FunctionError {message.Error}",
            _ => $"{message.TransactionId} {message.Type} {message.Status}",
        };
    }

    private async Task ReceiveAsync()
    {
        while (await _link.WaitToReceiveAsync())
        {
            while (_link.TryReceive(out var transfer, out var response))
            {
                using (transfer)
                {
                    Received.Add((_modem.Elapsed.TotalSeconds, transfer.Span.ToArray(), response));
                }
            }
        }
    }
}
