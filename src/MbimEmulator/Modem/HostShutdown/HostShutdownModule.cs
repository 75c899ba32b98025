using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsHostShutdownService;

namespace MbimEmulator.Modem.HostShutdown;

/// <summary>
/// MS Host Shutdown: a host says that it shuts down, and the modem leaves the network. NOTIFY is answered at once, PRE_SHUTDOWN when the modem is ready:
/// there is no notification of that, the answer is what Windows waits for. The modem comes back when the host opens the function or asks for a
/// registration again, or when it starts again itself. The SIM keeps its power, which Microsoft's page leaves to the modem.
/// </summary>
internal sealed class HostShutdownModule(ModuleContext modem, RegistrationModule registration) : ModemModule
{
    private readonly List<Transaction> _waiting = [];
    private ModemTimer? _preparing;
    private HostState _said;

    public static ModuleDescription Description { get; } = new("hostShutdown")
    {
        States = [ModuleState.Of<HostShutdownModule, HostState>("host", shutdown => shutdown.State)],
    };

    public HostState State => registration.IsHeld ? _said : HostState.Running;

    public static void Register(ModuleHandlers<HostShutdownModule> handlers)
    {
        handlers.Set(MsHostShutdown.Notify, static (module, transaction, _) =>
        {
            module.Leave(HostState.Off);
            transaction.Complete(default(EmptyBuffer));
        });
        handlers.Set(MsHostShutdown.PreShutdown, static (module, transaction, request) => module.Prepare(transaction, request));
    }

    public override void Restart(ModemReset reset) => ComeBack();

    public override void FunctionOpened() => ComeBack();

    private void Prepare(Transaction transaction, EmptyBuffer request)
    {
        if (State is HostState.Prepared or HostState.Off && _preparing is null)
        {
            transaction.Complete(default(EmptyBuffer));
            return;
        }

        if (State == HostState.Running)
        {
            Leave(HostState.Preparing);
        }

        _waiting.Add(transaction);
        _preparing ??= modem.Take(modem.Profile.HostShutdown.Preparation, () =>
        {
            _preparing = null;
            _said = _said == HostState.Preparing ? HostState.Prepared : _said;
            Answer(MbimStatus.Success);
        });
    }

    private void Leave(HostState said)
    {
        _said = said;
        registration.Hold();
    }

    private void ComeBack()
    {
        _preparing?.Cancel();
        _preparing = null;
        Answer(MbimStatus.Failure);
        registration.Release();
    }

    private void Answer(MbimStatus status)
    {
        foreach (var transaction in _waiting)
        {
            transaction.Answer(status, default(EmptyBuffer));
        }

        _waiting.Clear();
    }
}
