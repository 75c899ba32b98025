using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>What a behaviour works with. Used inside the mailbox alone.</summary>
public sealed class DeviceServiceContext
{
    private readonly DeviceService _service;
    private readonly ModuleContext _modem;

    internal DeviceServiceContext(DeviceService service, ModuleContext modem, RandomStream random)
    {
        _service = service;
        _modem = modem;
        Random = random;
    }

    /// <summary>The service as the profile has it.</summary>
    public DeviceServiceProfile Service => _service.Profile;

    /// <summary>Chance that nobody else draws from, keyed by the service's name.</summary>
    public RandomStream Random { get; }

    /// <summary>Now, on the modem's clock.</summary>
    public DateTimeOffset UtcNow => _modem.UtcNow;

    /// <summary>Runs an action in the mailbox after this time on the modem's clock.</summary>
    public ModemTimer Schedule(TimeSpan delay, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _modem.After(delay, () => _service.Guard(action));
    }

    /// <summary>
    /// Sends an INDICATE_STATUS of this service if the host subscribed to the CID. It leaves when the event under way has been handled, so that
    /// the answer to a command goes before the notifications of what it did.
    /// </summary>
    public void Indicate(uint cid, ReadOnlySpan<byte> informationBuffer) => _modem.Indicate(Service.Id, cid, informationBuffer);

    /// <summary>Has the built-in service of the same UUID answer a command.</summary>
    /// <returns>False when there is none, or it does not know this CID and operation; the command waits for its answer then.</returns>
    public bool HandOn(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        if (_service.FindBuiltIn(cid, commandType) is not { } handler)
        {
            return false;
        }

        handler.Handle(null, transaction, informationBuffer, _modem.Profile.Function.ReadMode);
        return true;
    }

    /// <summary>Sends a datagram to the host.</summary>
    /// <returns>False when the session is not open, not this service's, or the service cannot be read from: dropped and counted.</returns>
    public bool Send(byte sessionId, ReadOnlySpan<byte> datagram) => _service.Send(sessionId, datagram);
}
