using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>Contexts that the carrier or the host provisioned, by their ids.</summary>
internal sealed class ProvisionedContexts
{
    private readonly ModuleContext _modem;
    private readonly SortedDictionary<uint, ProvisionedContext> _contexts = [];

    public ProvisionedContexts(ModuleContext modem)
    {
        _modem = modem;
        foreach (var context in modem.TryRestore(ProvisionedContextsSection.Kept, out var kept) ? kept : modem.Profile.Contexts.Provisioned)
        {
            _contexts[context.Id] = new ProvisionedContext
            {
                ContextId = context.Id,
                ContextType = ContextTypeNames.ToGuid(context.Type),
                AccessString = context.AccessString,
                UserName = context.UserName,
                Password = context.Password,
                Compression = context.Compression,
                AuthProtocol = context.AuthProtocol,
            };
        }

        Info = Describe();
    }

    public ProvisionedContextsInfo Info { get; private set; }

    /// <summary>All of them in the order of their ids.</summary>
    public MbimArray<ProvisionedContextProfile> TakeSnapshot() => _contexts.Values.Select(context => new ProvisionedContextProfile
    {
        Id = context.ContextId,
        Type = ContextTypeNames.Of(context.ContextType),
        AccessString = context.AccessString,
        UserName = context.UserName,
        Password = context.Password,
        Compression = context.Compression,
        AuthProtocol = context.AuthProtocol,
    }).ToMbimArray();

    /// <summary>The access string of the first context of a type; empty if there is none.</summary>
    public string AccessStringFor(Guid type) => _contexts.Values.FirstOrDefault(context => context.ContextType == type)?.AccessString ?? "";

    /// <summary>Adds or replaces a context; the type NONE removes it.</summary>
    public MbimStatus Set(ProvisionedContext context)
    {
        if (context.ContextType == ContextTypes.None)
        {
            _contexts.Remove(context.ContextId);
        }
        else if (_contexts.Count == ContextsProfile.MaxProvisioned && !_contexts.ContainsKey(context.ContextId))
        {
            return MbimStatus.MemoryFull;
        }
        else
        {
            _contexts[context.ContextId] = context;
        }

        var info = Describe();
        if (info != Info)
        {
            Info = info;
            _modem.Keep();
            _modem.Notify(BasicConnect.ProvisionedContexts, info);
        }

        return MbimStatus.Success;
    }

    private ProvisionedContextsInfo Describe() => new() { ProvisionedContexts = _contexts.Values.ToMbimArray() };
}
