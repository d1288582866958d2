import sys, importlib, time, json
sys.path.insert(0, "tests/exercises")
from d2lmlp.exercises import TASKS, judge
only = sys.argv[1:]
t0=time.time()
for id_, task in TASKS.items():
    if only and id_ not in only: continue
    m = importlib.import_module("bank."+id_.replace("-","_"))
    for k,a in enumerate(m.RIGHT):
        v = judge(task,a)
        if v.status!="correct": print("RIGHT-REFUSED",id_,k,repr(v)[:400])
    print("=====",id_,len(m.RIGHT),len(m.WRONG))
    for label,a in m.WRONG.items():
        v = judge(task,a)
        flag = "ACCEPTED!!" if v.status=="correct" else ""
        print(f"{flag}[{label}] {v.status}/{v.mistake}: {v.message[:230]}" + (f" || {v.rows[0]}" if v.rows else ""))
print(time.time()-t0)
