using MbimProtocol.Host;
using MbimProtocol.Messages;

namespace MbimProtocol.Tests.Host;

internal sealed class RecordingHandler : IMbimHostHandler<string>
{
    public List<byte[]> Sent { get; } = [];

    public List<string> Completions { get; } = [];

    public List<string> Indications { get; } = [];

    public Action<string>? OnCompleted { get; set; }

    public void Send(ReadOnlySpan<byte> transfer) => Sent.Add(transfer.ToArray());

    public void Completed(in HostCompletion completion, string state)
    {
        Completions.Add(completion.Outcome switch
        {
            HostOutcome.Answered => $"{state}: {completion.Status} {Convert.ToHexString(completion.InformationBuffer)}".TrimEnd(),
            HostOutcome.FunctionError or HostOutcome.HostError => $"{state}: {completion.Outcome} {completion.ProtocolError}",
            HostOutcome.Malformed => $"{state}: {completion.FormatError}",
            _ => $"{state}: {completion.Outcome}",
        });
        OnCompleted?.Invoke(state);
    }

    public void Indicated(in MbimMessage indication) =>
        Indications.Add($"{indication.DeviceServiceId} {indication.Cid} {Convert.ToHexString(indication.InformationBuffer)}");

    /// <summary>The messages sent since the last call, as type and transaction id.</summary>
    public string[] TakeSent()
    {
        var sent = Sent.Select(Show).ToArray();
        Sent.Clear();
        return sent;
    }

    private static string Show(byte[] transfer)
    {
        var header = MessageHeader.Read(transfer);
        return header.Type switch
        {
            MbimMessageType.HostError => $"HostError {header.TransactionId} {(MbimProtocolError)BitConverter.ToUInt32(transfer, 12)}",
            MbimMessageType.Command => $"Command {header.TransactionId} {FragmentHeader.Read(transfer.AsSpan(12)).Current}/{FragmentHeader.Read(transfer.AsSpan(12)).Total}",
            _ => $"{header.Type} {header.TransactionId}",
        };
    }
}
