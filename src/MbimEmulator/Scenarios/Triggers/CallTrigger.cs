using MbimEmulator.Patterns;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Scenarios;

/// <summary>A call of mbnapi, its return or its completion, between an application and the Mobile Broadband service; actions on messages act on it.</summary>
public sealed record CallTrigger : Trigger
{
    /// <summary>Which part of the call.</summary>
    public CallPhase Phase { get; init; }

    /// <summary>The method or event; null for any.</summary>
    public MobileBroadbandCid? Method { get; init; }

    /// <summary>The caller's user name, or the client's name; null for any.</summary>
    public string? Caller { get; init; }

    /// <summary>The device service of the object that is called; null for any.</summary>
    public Guid? DeviceService { get; init; }

    /// <summary>The HRESULT that a return has for the application; null for any.</summary>
    public HResult? Result { get; init; }

    /// <summary>Fields of the call, the return or the completion; all have to fit.</summary>
    public MbimArray<FieldPattern> Fields { get; init; }
}
