using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>A lock of the modem, not of the card: to a network, its subset, a service provider, a corporation, or of a subsidy.</summary>
internal sealed class PersonalisationLock(PinType type, string code, int attempts)
{
    private readonly int _attempts = attempts;

    /// <summary>The five of them.</summary>
    public static IReadOnlyList<PinType> Types { get; } =
        [PinType.NetworkPin, PinType.NetworkSubsetPin, PinType.ServiceProviderPin, PinType.CorporatePin, PinType.SubsidyPin];

    public PinType Type => type;

    /// <summary>Wrong codes until it is blocked; 0 when it is.</summary>
    public int Attempts { get; private set; } = attempts;

    public bool IsOpen { get; private set; }

    public MbimStatus Enter(string entered)
    {
        if (Attempts == 0)
        {
            return MbimStatus.PinRequired;
        }

        if (entered != code)
        {
            Attempts--;
            return MbimStatus.Failure;
        }

        (IsOpen, Attempts) = (true, _attempts);
        return MbimStatus.Success;
    }
}
