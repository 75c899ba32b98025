using MbimEmulator.Modem.Core;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>PCO of MS Basic Connect Extensions: the protocol configuration options of each context, as the network said them last.</summary>
internal sealed class PcoValues
{
    private readonly ModuleContext _modem;
    private readonly IPContexts _contexts;

    public PcoValues(ModuleContext modem, IPContexts contexts)
    {
        (_modem, _contexts) = (modem, contexts);
        contexts.Activated += GiveThoseOfTheProfile;
    }

    public static void Register(ModuleHandlers<ContextsModule> handlers) =>
        handlers.Query(MsBasicConnectExtensions.Pco, static (modem, transaction, request) => modem.Pco.Query(transaction, request));

    /// <summary>The network says others for a context.</summary>
    /// <returns>Whether the session has an activated one.</returns>
    public bool Set(PcoValue value)
    {
        if (_contexts.FindActive(value.SessionId) is not { IsLoopback: false } context)
        {
            return false;
        }

        if (value != context.Pco)
        {
            context.Pco = value;
            _modem.Notify(MsBasicConnectExtensions.Pco, value);
        }

        return true;
    }

    private void GiveThoseOfTheProfile(IPContext context, string accessString)
    {
        foreach (var given in _modem.Profile.Contexts.Pco)
        {
            if (string.Equals(given.AccessString, accessString, StringComparison.OrdinalIgnoreCase))
            {
                Set(new PcoValue { SessionId = context.SessionId, PcoDataType = given.Type, PcoDataBuffer = given.Data });
            }
        }
    }

    private void Query(Transaction transaction, PcoValue request)
    {
        var status = request.SessionId > IPContexts.MaxSessionId ? MbimStatus.InvalidParameters : MbimStatus.Success;
        transaction.Answer(status, _contexts.FindActive(request.SessionId)?.Pco ?? new PcoValue { SessionId = request.SessionId });
    }
}
