using NUnit.Framework.Interfaces;

namespace MbimEmulator.Mutation.Running;

/// <summary>Takes down how tests went and what they reached, and stops a run at its first failure.</summary>
internal sealed class TestObserver(TestList tests, Reach? reach, Action? stop) : ITestListener
{
    private TimeSpan _began;

    public List<TestOutcome> Outcomes { get; } = [];

    public void TestStarted(ITest test)
    {
        if (!test.IsSuite)
        {
            _began = Environment.CpuUsage.TotalTime;
            reach?.Begin();
        }
    }

    public void TestFinished(ITestResult result)
    {
        if (result.Test.IsSuite || tests.IndexOf(result.Test) is not { } index || result.ResultState.Status == TestStatus.Skipped)
        {
            return;
        }

        var hasFailed = result.ResultState.Status == TestStatus.Failed;
        var message = hasFailed ? result.Message?.Trim().Split('\n')[0] : null;
        Outcomes.Add(new(index, hasFailed, (Environment.CpuUsage.TotalTime - _began).TotalMilliseconds, message, reach?.End()));
        if (hasFailed)
        {
            stop?.Invoke();
        }
    }

    public void TestOutput(TestOutput output)
    {
    }

    public void SendMessage(TestMessage message)
    {
    }
}
