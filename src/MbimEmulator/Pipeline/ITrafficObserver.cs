namespace MbimEmulator.Pipeline;

/// <summary>A stage that only looks on: it lets every piece pass.</summary>
internal interface ITrafficObserver : ITrafficStage;
