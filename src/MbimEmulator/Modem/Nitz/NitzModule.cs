using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsVoiceExtensionsService;

namespace MbimEmulator.Modem.Nitz;

/// <summary>
/// The network's time and time zone. NITZ of MS Voice Extensions: told at registration, and whenever the network tells it again. Once told, the modem
/// counts on, also out of coverage, until it starts again. Before that a query is refused with what the modem lacks, such as RADIO_POWER_OFF or
/// NOT_REGISTERED, and with FAILURE at a network that has not told the time: Microsoft's page has the generic statuses and says no more.
/// </summary>
internal sealed class NitzModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly RegistrationModule _registration;
    private NitzProfile _told;

    public NitzModule(ModuleContext modem, RegistrationModule registration)
    {
        (_modem, _registration, _told) = (modem, registration, modem.Profile.Nitz);
        registration.Registered += () =>
        {
            if (modem.Profile.Nitz.AtRegistration)
            {
                Tell();
            }
        };
    }

    public static ModuleDescription Description { get; } = new("nitz")
    {
        Changes =
        [
            ModuleChange.Of<NitzModule>("nitz", ["ZONE", "[DAYLIGHT_SAVING]"], "the network tells the time and its zone: +01:00 or none; minutes of daylight saving time in it: 0, 60, 120 or none",
                args => Read(args), TellAgain),
        ],
        States = [ModuleState.Of<NitzModule, NetworkTime>("networkTime", nitz => nitz.State)],
    };

    public NetworkTime State { get; private set; }

    public static void Register(ModuleHandlers<NitzModule> handlers) =>
        handlers.Query(MsVoiceExtensions.Nitz, static (nitz, transaction, request) => nitz.Query(transaction, request));

    public override void TellState(StateQuery query) => query.Tell(MsVoiceExtensions.Nitz, Describe());

    public override void Restart(ModemReset reset) => (State, _told) = (NetworkTime.Unknown, _modem.Profile.Nitz);

    private static NitzProfile Read(ArgumentReader args)
    {
        if (!NitzProfile.TryParseZone(args.Text(0), out var zone))
        {
            throw new ArgumentException($"'{args.Text(0)}' is not a time zone; expected {NitzProfile.ZoneForm}.");
        }

        int? daylightSaving = null;
        if (args.Has(1) && !NitzProfile.TryParseDaylightSaving(args.Text(1), out daylightSaving))
        {
            throw new ArgumentException($"'{args.Text(1)}' is not a daylight saving time; expected {NitzProfile.DaylightSavingForm}.");
        }

        return new NitzProfile { Zone = zone, DaylightSaving = daylightSaving };
    }

    private static string TellAgain(NitzModule nitz, ArgumentReader args)
    {
        if (nitz._registration.Provider is null)
        {
            throw new InvalidOperationException($"The modem is {nitz._registration.Info.RegisterState}; only a registered one is told the time.");
        }

        nitz._told = Read(args);
        nitz.Tell();
        return args.Text(0) == "none" ? "the network tells the time without its zone" : $"the network's time zone is {args.Text(0)}";
    }

    private void Tell()
    {
        State = NetworkTime.Known;
        _modem.Notify(MsVoiceExtensions.Nitz, Describe());
    }

    private void Query(Transaction transaction, EmptyBuffer request)
    {
        if (State == NetworkTime.Known)
        {
            transaction.Complete(Describe());
        }
        else
        {
            transaction.Fail(_registration.Status is var status and not MbimStatus.Success ? status : MbimStatus.Failure);
        }
    }

    private NitzInfo Describe()
    {
        var now = _modem.UtcNow;
        return new NitzInfo
        {
            Year = (uint)now.Year,
            Month = (uint)now.Month,
            Day = (uint)now.Day,
            Hour = (uint)now.Hour,
            Minute = (uint)now.Minute,
            Second = (uint)now.Second,
            TimeZoneOffsetMinutes = (uint?)_told.Zone ?? NitzInfo.NotAvailable,
            DaylightSavingTimeOffsetMinutes = (uint?)_told.DaylightSaving ?? NitzInfo.NotAvailable,
            DataClasses = _registration.Info.AvailableDataClasses,
        };
    }
}
