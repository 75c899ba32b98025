using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Scenarios;

/// <summary>A call fails at once; the service does not see it.</summary>
/// <param name="Result">The HRESULT that it returns.</param>
public sealed record RefuseCallAction(HResult Result) : FaultAction(ActionTarget.Command);
