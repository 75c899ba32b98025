using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.FiveG;

/// <summary>REGISTRATION_PARAMETERS of MS Basic Connect Extensions: with what the modem registers in a network with a 5G core.</summary>
internal sealed class FiveGModule : ModemModule
{
    // Bytes of further parameters that the modem keeps.
    private const int MaxIes = 1024;

    private readonly ModuleContext _modem;
    private readonly RegistrationModule _registration;

    // Null until the host has set them.
    private RegistrationParametersInfo? _set;

    // Those of the present 5G registration.
    private RegistrationParametersInfo? _used;
    private string _iccId = "";

    public FiveGModule(ModuleContext modem, RegistrationModule registration, CellsModule cells)
    {
        (_modem, _registration) = (modem, registration);
        registration.Registered += () => _used = cells.CurrentClass == DataClass.FiveGSa ? Parameters : null;
        registration.Losing += _ => _used = null;
        registration.Sim.Read += ForgetForAnotherSim;
    }

    public static ModuleDescription Description { get; } = new("fiveG");

    public static void Register(ModuleHandlers<FiveGModule> handlers)
    {
        handlers.Query(MsBasicConnectExtensions.RegistrationParameters, static (fiveG, transaction, _) => transaction.Complete(fiveG._set ?? fiveG._modem.Profile.FiveG));
        handlers.Set(MsBasicConnectExtensions.RegistrationParameters, static (fiveG, transaction, request) => fiveG.Set(transaction, request));
    }

    public override void TellState(StateQuery query) => query.Tell(MsBasicConnectExtensions.RegistrationParameters, _set ?? _modem.Profile.FiveG);

    public override void Restart(ModemReset reset) => _set = null;

    // What is compared: not the order to register again.
    private RegistrationParametersInfo Parameters => (_set ?? _modem.Profile.FiveG) with { ReRegisterIfNeeded = ReRegistration.No };

    private void Set(Transaction transaction, RegistrationParametersInfo request)
    {
        var isSound = Enum.IsDefined(request.MicoMode) && Enum.IsDefined(request.DrxCycle) && Enum.IsDefined(request.LadnInfo) && Enum.IsDefined(request.DefaultPduActivationHint)
            && Enum.IsDefined(request.ReRegisterIfNeeded) && request.UnnamedIes.Sum(element => Tlv.HeaderSize + element.Data.Count) <= MaxIes;
        if (!isSound)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        // What the modem does not have it does not get.
        var own = _modem.Profile.FiveG;
        _set = request with
        {
            MicoMode = own.MicoMode == MicoMode.Unsupported ? MicoMode.Unsupported : request.MicoMode,
            DrxCycle = own.DrxCycle == DrxCycle.NotSupported ? DrxCycle.NotSupported : request.DrxCycle,
        };
        transaction.Complete(_set);
        if (request.ReRegisterIfNeeded == ReRegistration.IfNeeded && _used is not null && _used != Parameters)
        {
            _registration.Stop(MbimStatus.NotRegistered);
            _registration.SearchIfPossible();
        }
    }

    // What was set for one SIM is not for the next one.
    private void ForgetForAnotherSim()
    {
        var present = _registration.Sim.Contents.IccId;
        if (present.Length > 0 && present != _iccId)
        {
            _set = _iccId.Length > 0 ? null : _set;
            _iccId = present;
        }
    }
}
