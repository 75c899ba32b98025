using System.Globalization;
using System.Reflection;
using System.Text.Json;
using NUnit;
using NUnit.Framework.Api;

namespace MbimEmulator.Mutation.Running;

/// <summary>The process in which the tests of one project run. It takes orders, one a line, and answers each with one line that begins with <see cref="Mark"/>.</summary>
internal static class Worker
{
    public const string Mark = "@@mutation ";

    public static int Run(string testAssembly, int switches)
    {
        var answers = Console.Out;
        var assembly = Assembly.LoadFrom(testAssembly);
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        var root = runner.Load(assembly, new Dictionary<string, object>
        {
            [FrameworkPackageSettings.NumberOfTestWorkers] = 0,
            [FrameworkPackageSettings.SynchronousEvents] = true,
            [FrameworkPackageSettings.RandomSeed] = 1,
        });
        var tests = new TestList(root);
        Answer(answers, tests.Names);
        var reach = new Reach(switches);
        while (Console.In.ReadLine() is { } line)
        {
            var order = JsonSerializer.Deserialize<WorkerOrder>(line)!;
            reach.Activate(order.Mutant);
            var listener = new TestObserver(tests, order.RecordsReach ? reach : null, order.RecordsReach ? null : () => runner.StopRun(force: false));
            runner.Run(listener, new TestSelection(order.Tests is null ? null : [.. order.Tests.Select(index => tests.Leaves[index])]));
            reach.Activate(0);
            Answer(answers, listener.Outcomes);
        }

        return 0;
    }

    private static void Answer<T>(TextWriter answers, T answer)
    {
        answers.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{Mark}{JsonSerializer.Serialize(answer)}"));
        answers.Flush();
    }
}
