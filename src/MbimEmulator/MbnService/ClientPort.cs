using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.MbnService;

/// <summary>Where calls of a client pass to the service, or returns and completions to the client.</summary>
internal sealed class ClientPort(ServiceClient client, ModemLink link, TransferDirection direction) : TrafficPort(TrafficLevel.Call, direction)
{
    public override ModemLink? Link => link;

    public override uint MaxTransfer => Direction == TransferDirection.ToHost ? client.MaxTransfer : base.MaxTransfer;

    public override CarrierKind Carrier => link.Options.Carrier;

    public override string? Caller => client.Caller.User;

    public override string? Client => client.Name;

    public override bool CanRead(ReadOnlySpan<byte> bytes) => MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out _, out _);

    public override void Deliver(in TrafficPiece piece)
    {
        if (Direction == TransferDirection.ToHost)
        {
            client.SendPlanned(piece);
        }
        else
        {
            client.TakeMessage(piece);
        }
    }

    public override void Reply(ReadOnlySpan<byte> message) => client.SendMade(message);
}
