using MbimProtocol.Messages;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MulticarrierService;

namespace MbimEmulator.Tests.Modem;

/// <content>NITZ, Host Shutdown, RFIM, ATDS and MULTICARRIER (docs/services.md, "Other services that tell the cell" of docs/cells.md).</content>
internal sealed partial class ExtensionModel
{
    private bool _isHostOff;

    /// <summary>The zone and the daylight saving time of which the network last told, in minutes.</summary>
    public (int Zone, uint DaylightSaving) Nitz { get; private set; }

    /// <summary>Whether it has told the time since the modem has started.</summary>
    public bool IsTimeKnown { get; private set; }

    /// <summary>What NITZ is answered with.</summary>
    public MbimStatus TimeStatus => IsTimeKnown ? MbimStatus.Success : RegistrationStatus;

    /// <summary>Whether the host wants to hear of other frequencies.</summary>
    public bool IsRfimActive { get; set; }

    /// <summary>Frequency in Hz and bandwidth of the serving cell; null where it is not in a band of LTE, or not known.</summary>
    public ulong? Frequency => Cell switch
    {
        "town" => 1_842_500_000,
        "field" => 806_000_000,
        _ => null,
    };

    public uint Country { get; set; } = HostLocation.Unknown;

    /// <summary>The technology to which the host restricts the modem.</summary>
    public AtdsRatMode Rat { get; private set; }

    public void TellTime(int zone, uint daylightSaving) => (Nitz, IsTimeKnown) = ((zone, daylightSaving), true);

    /// <summary>The host shuts down: the modem leaves the network until the host is there again.</summary>
    public void ShutDown()
    {
        _isHostOff = true;
        Leave();
    }

    /// <summary>The modem registers in cells of this technology alone from now on.</summary>
    public void Restrict(AtdsRatMode rat)
    {
        Rat = rat;
        if (Provider is not null && !IsOnAir(Provider))
        {
            Leave();
        }

        Settle();
    }

    /// <summary>The host asks for an automatic registration with any technology.</summary>
    public MbimStatus Register()
    {
        if (SimStatus != MbimStatus.Success || !IsRadioOn)
        {
            return RegistrationStatus;
        }

        (_isHostOff, Rat) = (false, AtdsRatMode.Automatic);
        if (Provider != Candidates.FirstOrDefault())
        {
            Leave();
        }

        Settle();
        return Registration switch
        {
            RegisterState.Denied => MbimStatus.Failure,
            RegisterState.Searching => MbimStatus.ProvidersNotFound,
            _ => MbimStatus.Success,
        };
    }

    private void HostIsBack()
    {
        _isHostOff = false;
        Settle();
    }
}
