using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>One PIN of a SIM: its digits, whether it is wanted, and the attempts left for it and its PUK. It outlives power.</summary>
internal sealed class SimPin(PinProfile profile, PinAttempts left)
{
    /// <summary>The five locks that a modem, not a card, can have: to a network, its subset, a service provider, a corporation, and of a subsidy.</summary>
    public static IReadOnlyList<PinType> Personalisations { get; } =
        [PinType.NetworkPin, PinType.NetworkSubsetPin, PinType.ServiceProviderPin, PinType.CorporatePin, PinType.SubsidyPin];

    private string _pin = profile.Pin;
    private bool _verified;

    public bool IsEnabled { get; private set; } = profile.Enabled;

    public int Attempts { get; private set; } = left.Pin;

    public int PukAttempts { get; private set; } = left.Puk;

    public bool IsBlocked => Attempts == 0;

    /// <summary>No PUK helps any more.</summary>
    public bool IsLost => PukAttempts == 0;

    public bool IsLocked => IsBlocked || (IsEnabled && !_verified);

    /// <summary>It as it is now.</summary>
    public PinProfile Profile => profile with { Pin = _pin, Enabled = IsEnabled };

    /// <summary>What is left of its attempts.</summary>
    public PinAttempts Left => new(Attempts, PukAttempts);

    /// <summary>A new one.</summary>
    public static SimPin Of(PinProfile profile) => new(profile, new PinAttempts(profile.Attempts, profile.PukAttempts));

    public void PowerOn() => _verified = false;

    public void Block() => Attempts = 0;

    public MbimStatus Enter(string pin) => !IsEnabled && !IsBlocked ? MbimStatus.PinDisabled : Verify(pin);

    public MbimStatus Enable(string pin)
    {
        if (IsEnabled && !IsBlocked)
        {
            return MbimStatus.OperationNotAllowed;
        }

        var status = Verify(pin);
        IsEnabled |= status == MbimStatus.Success;
        return status;
    }

    public MbimStatus Disable(string pin)
    {
        var status = Enter(pin);
        IsEnabled &= status != MbimStatus.Success;
        return status;
    }

    public MbimStatus Change(string pin, string newPin)
    {
        var status = Enter(pin);
        if (status == MbimStatus.Success)
        {
            _pin = newPin;
        }

        return status;
    }

    public MbimStatus Unblock(string puk, string newPin)
    {
        if (!IsBlocked)
        {
            return MbimStatus.OperationNotAllowed;
        }

        if (IsLost)
        {
            return MbimStatus.BadSim;
        }

        if (puk != profile.Puk)
        {
            PukAttempts--;
            return MbimStatus.Failure;
        }

        _pin = newPin;
        IsEnabled = true;
        _verified = true;
        Attempts = profile.Attempts;
        PukAttempts = profile.PukAttempts;
        return MbimStatus.Success;
    }

    private MbimStatus Verify(string pin)
    {
        if (IsBlocked)
        {
            return MbimStatus.PinRequired;
        }

        if (pin != _pin)
        {
            Attempts--;
            return MbimStatus.Failure;
        }

        _verified = true;
        Attempts = profile.Attempts;
        return MbimStatus.Success;
    }
}
