using NUnit.Framework.Interfaces;

namespace MbimEmulator.Mutation.Running;

/// <summary>The tests of an assembly in the order in which they load, which is the same in every process.</summary>
internal sealed class TestList
{
    private readonly Dictionary<string, int> _byId = [];

    public TestList(ITest root)
    {
        Add(root);
        Names = [.. Leaves.Select(test => test.FullName)];
    }

    public List<ITest> Leaves { get; } = [];

    public IReadOnlyList<string> Names { get; }

    public int? IndexOf(ITest test) => _byId.TryGetValue(test.Id, out var index) ? index : null;

    private void Add(ITest test)
    {
        if (!test.IsSuite)
        {
            _byId[test.Id] = Leaves.Count;
            Leaves.Add(test);
        }

        foreach (var inner in test.Tests)
        {
            Add(inner);
        }
    }
}
