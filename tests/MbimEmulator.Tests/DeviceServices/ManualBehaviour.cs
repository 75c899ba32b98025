using MbimEmulator.Modem.DeviceServices;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>A device service whose answers a test gives, now or later.</summary>
internal sealed class ManualBehaviour(DeviceServiceContext context) : IDeviceServiceBehaviour
{
    public DeviceServiceContext Context => context;

    public List<string> Commands { get; } = [];

    public List<Transaction> Waiting { get; } = [];

    /// <summary>Answers at once; null leaves it waiting.</summary>
    public Action<Transaction>? Answer { get; set; }

    public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        Commands.Add($"{commandType} {cid} {Convert.ToHexStringLower(informationBuffer)}".TrimEnd());
        if (Answer is { } answer)
        {
            answer(transaction);
        }
        else
        {
            Waiting.Add(transaction);
        }
    }
}
